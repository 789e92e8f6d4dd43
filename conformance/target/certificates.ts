/** A certificate authority and a server's certificate for 127.0.0.1, made by openssl for one test run. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Certificates {
  readonly caFile: string
  readonly certFile: string
  readonly keyFile: string
}

/** @throws when there is no openssl */
export function makeCertificates(directory: string): Certificates {
  const file = (name: string): string => join(directory, name)
  const [caFile, caKey] = [file('ca.pem'), file('ca.key')]
  const [certFile, keyFile, request] = [file('server.pem'), file('server.key'), file('server.csr')]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const names = file('names.txt')
  writeFileSync(names, 'subjectAltName=IP:127.0.0.1,DNS:localhost\n')
  const days = ['-days', '2']
  openssl(['req', '-x509', ...key, '-keyout', caKey, '-out', caFile, ...days, '-subj', '/CN=ca'])
  openssl(['req', ...key, '-keyout', keyFile, '-out', request, '-subj', '/CN=localhost'])
  const by = ['-CA', caFile, '-CAkey', caKey, '-CAcreateserial', '-extfile', names]
  openssl(['x509', '-req', '-in', request, ...by, '-out', certFile, ...days])
  return { caFile, certFile, keyFile }
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
