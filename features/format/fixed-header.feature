Feature: The fixed header
  Every packet begins with its type, four flags and the length of the rest. Types and flags without a
  meaning are reserved, and the length takes as few bytes as it can, four at most. A receiver that meets
  something else has lost the thread and ends the connection.

  @must @server @monitor
  Scenario Outline: Every packet of the broker has the fixed flags of its type and coded lengths
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected
    When Bob subscribes to "a" at QoS 2
    And Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 2
    Then Bob receives "1" on "a" at QoS 1
    And Bob receives "2" on "a" at QoS 2
    When Bob sends PUBACK with:
      | packet identifier | that of "1" |
    And Bob sends PUBREC with:
      | packet identifier | that of "2" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "2" |
    When Bob sends PUBCOMP with:
      | packet identifier | that of "2" |
    And Bob unsubscribes from "a"
    Then the connection of Bob is still open

    @MQTT-5.0:2.1.3-1 @MQTT-5.0:2.2.2-1 @MQTT-5.0:1.5.5-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:2.2.2-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:FORMAT-01 @MQTT-3.1:FORMAT-06
    Examples:
      | version |
      | 3.1     |

  @must @server @negative
  Scenario Outline: Wrong flags end the connection: <packet> that begins with <start>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<start> <rest>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:2.1.3-1
    Examples:
      | version | packet     | start | rest     |
      | 5.0     | PUBACK     | 41    | 02 00 0A |
      | 5.0     | PUBREC     | 52    | 02 00 0A |
      | 5.0     | PUBREL     | 60    | 02 00 0A |
      | 5.0     | PUBREL     | 63    | 02 00 0A |
      | 5.0     | PUBREL     | 6A    | 02 00 0A |
      | 5.0     | PUBCOMP    | 74    | 02 00 0A |
      | 5.0     | PINGREQ    | C1    | 00       |
      | 5.0     | PINGREQ    | C8    | 00       |
      | 5.0     | DISCONNECT | E2    | 00       |
      | 5.0     | DISCONNECT | EF    | 00       |

    @MQTT-3.1.1:2.2.2-1 @MQTT-3.1.1:2.2.2-2
    Examples:
      | version | packet     | start | rest     |
      | 3.1.1   | PUBACK     | 41    | 02 00 0A |
      | 3.1.1   | PUBREC     | 52    | 02 00 0A |
      | 3.1.1   | PUBREL     | 60    | 02 00 0A |
      | 3.1.1   | PUBREL     | 63    | 02 00 0A |
      | 3.1.1   | PUBREL     | 6A    | 02 00 0A |
      | 3.1.1   | PUBCOMP    | 74    | 02 00 0A |
      | 3.1.1   | PINGREQ    | C1    | 00       |
      | 3.1.1   | PINGREQ    | C8    | 00       |
      | 3.1.1   | DISCONNECT | E2    | 00       |
      | 3.1.1   | DISCONNECT | EF    | 00       |

  @MQTT-3.1:FORMAT-03 @may @client @negative
  Scenario Outline: In MQTT 3.1, a broker may ignore unused flags of <packet>
    Given MQTT 3.1
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker may end the connection of Alice as malformed packet
    And nobody else is disturbed

    Examples:
      | packet  | bytes       |
      | PINGREQ | C1 00       |
      | PUBACK  | 41 02 00 0A |
      | PUBREL  | 63 02 00 0A |

  @MQTT-3.1:FORMAT-05 @must @server @direct
  Scenario Outline: In MQTT 3.1, a repeated PUBREL may have DUP <dup>
    Given MQTT 3.1
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic             | a  |
      | qos               | 2  |
      | packet identifier | 10 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When Alice sends the bytes "<bytes>"
    Then Alice receives PUBCOMP with:
      | packet identifier | 10 |

    Examples:
      | dup | bytes       |
      | 0   | 62 02 00 0A |
      | 1   | 6A 02 00 0A |

  @must @server @negative
  Scenario Outline: Packet type <type> is reserved
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    @MQTT-5.0:X-02
    Examples:
      | version | type | bytes       |
      | 5.0     | 0    | 00 00       |
      | 5.0     | 0    | 02 02 00 0A |

    @MQTT-3.1.1:X-02
    Examples:
      | version | type | bytes |
      | 3.1.1   | 0    | 00 00 |
      | 3.1.1   | 15   | F0 00 |

    @MQTT-3.1:FORMAT-02
    Examples:
      | version | type | bytes |
      | 3.1     | 0    | 00 00 |
      | 3.1     | 15   | F0 00 |

  @must @client @negative
  Scenario Outline: <packet> is for brokers to send, not for clients
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    @MQTT-5.0:X-04
    Examples:
      | version | packet   | bytes             |
      | 5.0     | CONNACK  | 20 03 00 00 00    |
      | 5.0     | SUBACK   | 90 04 00 0A 00 00 |
      | 5.0     | UNSUBACK | B0 04 00 0A 00 00 |
      | 5.0     | PINGRESP | D0 00             |

    @MQTT-3.1.1:X-04
    Examples:
      | version | packet   | bytes          |
      | 3.1.1   | CONNACK  | 20 02 00 00    |
      | 3.1.1   | SUBACK   | 90 03 00 0A 00 |
      | 3.1.1   | UNSUBACK | B0 02 00 0A    |
      | 3.1.1   | PINGRESP | D0 00          |

  @MQTT-3.1:FORMAT-04 @must @client @negative
  Scenario: In MQTT 3.1, QoS 3 is reserved
    Given MQTT 3.1
    And Alice is connected
    When Alice sends PUBLISH with:
      | qos | 3 |
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

  @must @server @direct
  Scenario Outline: Packet identifier <identifier> comes back as it was
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic             | a            |
      | qos               | 1            |
      | packet identifier | <identifier> |
    Then Alice receives PUBACK with:
      | packet identifier | <identifier> |

    @MQTT-3.1:FORMAT-06
    Examples:
      | version | identifier |
      | 3.1     | 1          |
      | 3.1     | 256        |
      | 3.1     | 65535      |

  @MQTT-3.1:FORMAT-06 @must @server @direct
  Scenario: Each direction numbers its packets on its own
    Given MQTT 3.1
    And Alice is connected
    And Alice acknowledges by hand
    And Alice subscribes to "a" at QoS 1
    And Alice publishes "first" to "a" at QoS 1
    And Alice receives "first" on "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic             | a               |
      | payload           | second          |
      | qos               | 1               |
      | packet identifier | that of "first" |
    Then Alice receives PUBACK with:
      | packet identifier | that of "first" |
    And Alice receives "second" on "a" at QoS 1
