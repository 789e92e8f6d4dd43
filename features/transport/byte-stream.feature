Feature: The connection as a stream of bytes
  MQTT asks of its transport an ordered, lossless stream of bytes in both directions, and nothing else.
  Where one write ends and the next begins means nothing: a packet may come in many pieces, and many
  packets in one. What goes in on one side comes out on the other, all of it and in order.

  @must @server @direct
  Scenario Outline: A packet may come in pieces
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "C0"
    And 0.1 s pass
    And Alice sends the bytes "00"
    Then Alice receives PINGRESP
    When Alice sends the bytes "<first>"
    And 0.1 s pass
    And Alice sends the bytes "<second>"
    And 0.1 s pass
    And Alice sends the bytes "<third>"
    Then Alice receives SUBACK with:
      | packet identifier | 258 |

    @MQTT-5.0:4.2-1
    Examples:
      | version | first | second      | third             |
      | 5.0     | 82 07 | 01          | 02 00 00 01 61 00 |
      | 5.0     | 82    | 07 01 02 00 | 00 01 61 00       |

    @MQTT-3.1.1:3.8.4-1
    Examples:
      | version | first | second   | third          |
      | 3.1.1   | 82 06 | 01       | 02 00 01 61 00 |
      | 3.1.1   | 82    | 06 01 02 | 00 01 61 00    |

  @must @server @direct
  Scenario Outline: Several packets may come in one piece
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "C0 00 <subscribe> C0 00 <unsubscribe> C0 00"
    Then Alice receives PINGRESP
    And Alice receives SUBACK with:
      | packet identifier | 10 |
    And Alice receives PINGRESP
    And Alice receives UNSUBACK with:
      | packet identifier | 11 |
    And Alice receives PINGRESP
    And Alice receives nothing more

    @MQTT-5.0:4.2-1
    Examples:
      | version | subscribe                  | unsubscribe             |
      | 5.0     | 82 07 00 0A 00 00 01 61 00 | A2 06 00 0B 00 00 01 61 |

    @MQTT-3.1.1:3.12.4-1
    Examples:
      | version | subscribe               | unsubscribe          |
      | 3.1.1   | 82 06 00 0A 00 01 61 00 | A2 05 00 0B 00 01 61 |

  @MQTT-5.0:4.2-1 @must @server @direct
  Scenario: A large message arrives whole
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic   | a                                       |
      | qos     | 1                                       |
      | payload | "0123456789abcdef" repeated 16000 times |
    Then Alice receives PUBACK
    And Bob receives PUBLISH with:
      | topic   | a                                       |
      | payload | "0123456789abcdef" repeated 16000 times |

  @MQTT-5.0:4.2-1 @must @server @direct
  Scenario: Messages in both directions at the same time do not touch each other
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice subscribes to "to/alice" at QoS 1
    And Bob subscribes to "to/bob" at QoS 1
    When Alice sends PUBLISH with:
      | topic   | to/bob                     |
      | qos     | 1                          |
      | payload | "ping" repeated 5000 times |
    And Bob sends PUBLISH with:
      | topic   | to/alice                   |
      | qos     | 1                          |
      | payload | "pong" repeated 5000 times |
    Then Bob receives PUBLISH with:
      | payload | "ping" repeated 5000 times |
    And Alice receives PUBLISH with:
      | payload | "pong" repeated 5000 times |
    And Alice receives PUBACK
    And Bob receives PUBACK
