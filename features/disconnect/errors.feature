Feature: Errors end the connection
  A broker that meets a malformed packet or a breach of the protocol ends the connection, and that one
  alone. Before 5.0 it just closes; from 5.0 on it should say why first, with DISCONNECT, or with CONNACK
  if it was CONNECT that was wrong. After an error it does nothing of what the packet asked.

  @must @server @negative
  Scenario Outline: The connection ends at <fault>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    @MQTT-5.0:4.13.1-1 @MQTT-5.0:4.13.2-1
    Examples:
      | version | fault                            | bytes                      |
      | 5.0     | a PUBLISH with QoS 3             | 36 06 00 01 61 00 01 00    |
      | 5.0     | a PUBLISH that ends in its topic | 30 03 00 05 61             |
      | 5.0     | a SUBSCRIBE without a filter     | 82 03 00 01 00             |
      | 5.0     | a SUBSCRIBE with identifier 0    | 82 07 00 00 00 00 01 61 00 |
      | 5.0     | a SUBSCRIBE with wrong flags     | 80 07 00 01 00 00 01 61 00 |
      | 5.0     | an UNSUBSCRIBE without a filter  | A2 03 00 01 00             |
      | 5.0     | a PUBREL with wrong flags        | 60 02 00 01                |
      | 5.0     | a CONNACK from a client          | 20 03 00 00 00             |
      | 5.0     | a packet of type 0               | 00 00                      |
      | 5.0     | a length of five bytes           | 30 80 80 80 80 01          |

    @MQTT-3.1.1:4.8.0-1
    Examples:
      | version | fault                            | bytes                   |
      | 3.1.1   | a PUBLISH with QoS 3             | 36 05 00 01 61 00 01    |
      | 3.1.1   | a PUBLISH that ends in its topic | 30 03 00 05 61          |
      | 3.1.1   | a SUBSCRIBE without a filter     | 82 02 00 01             |
      | 3.1.1   | a SUBSCRIBE with identifier 0    | 82 06 00 00 00 01 61 00 |
      | 3.1.1   | a SUBSCRIBE with wrong flags     | 80 06 00 01 00 01 61 00 |
      | 3.1.1   | an UNSUBSCRIBE without a filter  | A2 02 00 01             |
      | 3.1.1   | a PUBREL with wrong flags        | 60 02 00 01             |
      | 3.1.1   | a CONNACK from a client          | 20 02 00 00             |
      | 3.1.1   | a packet of type 0               | 00 00                   |
      | 3.1.1   | a packet of type 15              | F0 00                   |
      | 3.1.1   | a length of five bytes           | 30 80 80 80 80 01       |

  @should @server @negative @MQTT-5.0:X-66
  Scenario Outline: The broker says with <code> why it closes
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then Alice receives DISCONNECT with:
      | reason code | <code> |
    And the broker closes the connection of Alice
    And nobody else is disturbed

    Examples: malformed
      | bytes                   | code |
      | 36 06 00 01 61 00 01 00 | 0x81 |
      | 30 03 00 05 61          | 0x81 |
      | 60 02 00 01             | 0x81 |
      | E1 00                   | 0x81 |

    Examples: against the protocol
      | bytes                                        | code |
      | 82 03 00 01 00                               | 0x82 |
      | 30 0D 00 01 61 08 01 00 01 00 02 00 00 0A 78 | 0x82 |
      | 30 04 00 00 00 78                            | 0x82 |

  @must @server @negative
  Scenario Outline: Nothing of a wrong packet is done, and nothing after it
    Given MQTT <version>
    And Alice is connected
    And Bob is connected
    When Bob subscribes to "#"
    And Alice sends the bytes "<bytes>"
    And Alice sends PUBLISH with:
      | topic   | a/b  |
      | payload | late |
    Then the broker closes the connection of Alice
    And Bob receives nothing more
    And nobody else is disturbed

    @MQTT-5.0:4.13.1-1
    Examples:
      | version | bytes                      |
      | 5.0     | 36 06 00 01 61 00 01 00    |
      | 5.0     | 82 07 00 00 00 00 01 61 00 |

    @MQTT-3.1.1:4.8.0-1
    Examples:
      | version | bytes                   |
      | 3.1.1   | 36 05 00 01 61 00 01    |
      | 3.1.1   | 82 06 00 00 00 01 61 00 |
