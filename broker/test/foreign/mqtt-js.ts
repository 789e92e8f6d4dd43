/** MQTT.js as a foreign client: one connection per publisher and per subscriber. */
import mqtt from 'mqtt'
import type { IClientOptions, MqttClient } from 'mqtt'
import { Inbox } from './foreign-client.ts'
import type { ForeignClient, Message, Subscriber, SubscriberOptions } from './foreign-client.ts'

export type MqttJsVersion = 3 | 4 | 5

export function mqttJs(version: MqttJsVersion): ForeignClient {
  return {
    name: `MQTT.js ${version}`,
    publish: (port, message) => publish(port, version, message),
    subscribe: (port, options) => subscribe(port, version, options),
  }
}

/** A client that connects, and never connects again by itself. */
export function openMqttJs(
  port: number,
  version: MqttJsVersion,
  options: IClientOptions = {},
): MqttClient {
  return mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    protocolVersion: version,
    ...(version === 3 && { protocolId: 'MQIsdp' }),
    reconnectPeriod: 0,
    ...options,
  })
}

async function publish(
  port: number,
  version: MqttJsVersion,
  { topic, payload, qos, retain }: Message,
): Promise<void> {
  const client = openMqttJs(port, version)
  await client.publishAsync(topic, payload, { qos: qos === 2 ? 2 : qos === 1 ? 1 : 0, retain })
  await client.endAsync()
}

async function subscribe(
  port: number,
  version: MqttJsVersion,
  { filter, qos, clientId, will }: SubscriberOptions,
): Promise<Subscriber> {
  const inbox = new Inbox()
  const client = openMqttJs(port, version, {
    ...(clientId !== undefined && {
      clientId,
      clean: false,
      ...(version === 5 && { properties: { sessionExpiryInterval: 3600 } }),
    }),
    ...(will !== undefined && {
      will: { topic: will.topic, payload: Buffer.from(will.payload), qos: will.qos, retain: false },
    }),
  })
  client.on('message', (topic, payload, packet) => {
    inbox.push({ topic, payload: payload.toString(), qos: packet.qos, retain: packet.retain })
  })
  await client.subscribeAsync(filter, { qos })
  return {
    inbox,
    leave: () => client.endAsync(),
    vanish: async () => {
      const closed = new Promise<void>((resolve) => {
        client.once('close', resolve)
      })
      client.stream.destroy()
      await closed
    },
  }
}
