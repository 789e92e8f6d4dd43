Feature: Remaining Length
  The second field of a packet counts the bytes that follow it, in one to four bytes of seven bits each.
  It has to fit what the fields of the packet need: a field that reaches beyond the end, or bytes that
  nobody asked for, mean that sender and receiver do not agree about the format.

  @must @server @direct
  Scenario Outline: A payload of <size> bytes, with a Remaining Length of <bytes> bytes, arrives
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic   | a                         |
      | qos     | 1                         |
      | payload | "x" repeated <size> times |
    Then Alice receives PUBACK
    And Bob receives PUBLISH with:
      | topic   | a                         |
      | payload | "x" repeated <size> times |

    @MQTT-5.0:1.5.5-1
    Examples:
      | version | size  | bytes |
      | 5.0     | 10    | 1     |
      | 5.0     | 200   | 2     |
      | 5.0     | 16384 | 3     |

    @MQTT-3.1:FORMAT-01
    Examples:
      | version | size  | bytes |
      | 3.1     | 10    | 1     |
      | 3.1     | 200   | 2     |
      | 3.1     | 16384 | 3     |

  @must @server @negative
  Scenario Outline: Remaining Length does not have more than four bytes
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:X-01
    Examples:
      | version | bytes             |
      | 5.0     | 30 FF FF FF FF 01 |
      | 5.0     | C0 80 80 80 80 00 |

    @MQTT-3.1.1:X-01
    Examples:
      | version | bytes             |
      | 3.1.1   | 30 FF FF FF FF 01 |
      | 3.1.1   | C0 80 80 80 80 00 |

    @MQTT-3.1:FORMAT-01
    Examples:
      | version | bytes             |
      | 3.1     | 30 FF FF FF FF 01 |
      | 3.1     | C0 80 80 80 80 00 |

  @MQTT-5.0:1.5.5-1 @must @server @negative
  Scenario Outline: A variable byte integer has no more bytes than it needs: <place>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    Examples:
      | place                                | bytes                               |
      | Remaining Length 0 in two bytes      | C0 80 00                            |
      | Remaining Length 0 in four bytes     | C0 80 80 80 00                      |
      | Remaining Length of PUBLISH          | 30 85 00 00 01 61 00 78             |
      | Property Length 0 in two bytes       | 30 06 00 01 61 80 00 78             |
      | Subscription Identifier in two bytes | 82 0A 00 0A 03 0B 81 00 00 01 61 00 |

  @must @server @negative
  Scenario Outline: Remaining Length fits the fields: <fault>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:X-03
    Examples:
      | version | fault                                | bytes                      |
      | 5.0     | PUBLISH without a topic              | 30 00                      |
      | 5.0     | a topic that reaches beyond the end  | 30 04 00 09 61 00          |
      | 5.0     | PUBLISH without an identifier        | 32 04 00 01 61 00          |
      | 5.0     | PUBLISH without Property Length      | 30 03 00 01 61             |
      | 5.0     | PUBACK with half an identifier       | 40 01 00                   |
      | 5.0     | PUBREL without an identifier         | 62 00                      |
      | 5.0     | PUBACK with bytes left over          | 40 05 00 0A 00 00 00       |
      | 5.0     | SUBSCRIBE without options            | 82 06 00 0A 00 00 01 61    |
      | 5.0     | a filter that reaches beyond the end | 82 07 00 0A 00 00 05 61 00 |
      | 5.0     | UNSUBSCRIBE with half a filter       | A2 06 00 0A 00 00 03 61    |
      | 5.0     | DISCONNECT with bytes left over      | E0 03 00 00 00             |

    @MQTT-3.1.1:X-03
    Examples:
      | version | fault                                | bytes                   |
      | 3.1.1   | PUBLISH without a topic              | 30 00                   |
      | 3.1.1   | a topic that reaches beyond the end  | 30 03 00 09 61          |
      | 3.1.1   | PUBLISH without an identifier        | 32 03 00 01 61          |
      | 3.1.1   | PUBACK with half an identifier       | 40 01 00                |
      | 3.1.1   | PUBREL without an identifier         | 62 00                   |
      | 3.1.1   | PUBACK with bytes left over          | 40 03 00 0A 00          |
      | 3.1.1   | SUBSCRIBE without a QoS              | 82 05 00 0A 00 01 61    |
      | 3.1.1   | a filter that reaches beyond the end | 82 06 00 0A 00 05 61 00 |
      | 3.1.1   | UNSUBSCRIBE with half a filter       | A2 05 00 0A 00 03 61    |
      | 3.1.1   | DISCONNECT with bytes left over      | E0 01 00                |
