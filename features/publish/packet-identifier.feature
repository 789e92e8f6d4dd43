Feature: Packet identifiers
  Every packet that waits for an answer carries a number by which the answer is found: SUBSCRIBE,
  UNSUBSCRIBE, and PUBLISH above QoS 0. The sender chooses one that is not in use, never 0, and keeps it
  until the exchange is complete. Client and broker choose independently of each other, so the same
  number may be under way in both directions at once.

  @must @server @direct
  Scenario Outline: A PUBLISH of QoS 0 has no packet identifier: the payload follows at once
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic   | a          |
      | payload | 0x00 01 78 |
    Then Bob receives PUBLISH with:
      | payload           | 0x00 01 78 |
      | qos               | 0          |
      | packet identifier | absent     |

    @MQTT-5.0:2.2.1-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:2.3.1-5
    Examples:
      | version |
      | 3.1.1   |

  @must @client @negative
  Scenario Outline: <packet> with packet identifier 0 ends the connection
    Given MQTT <version>
    And Alice is connected
    When Alice sends <packet> with:
      | packet identifier | 0       |
      | <field>           | <value> |
    Then the broker ends the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    @MQTT-5.0:2.2.1-3
    Examples:
      | version | packet      | field  | value |
      | 5.0     | PUBLISH     | qos    | 1     |
      | 5.0     | PUBLISH     | qos    | 2     |
      | 5.0     | SUBSCRIBE   | filter | a     |
      | 5.0     | UNSUBSCRIBE | filter | a     |

    @MQTT-3.1.1:2.3.1-1
    Examples:
      | version | packet      | field  | value |
      | 3.1.1   | PUBLISH     | qos    | 1     |
      | 3.1.1   | PUBLISH     | qos    | 2     |
      | 3.1.1   | SUBSCRIBE   | filter | a     |
      | 3.1.1   | UNSUBSCRIBE | filter | a     |

  @must @server @monitor
  Scenario Outline: At QoS <qos> messages under way at once have different packet identifiers
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    And Alice publishes "3" to "a" at QoS <qos>
    Then Bob receives "1" on "a" at QoS <qos> with:
      | packet identifier | present |
    And Bob receives "2" on "a" at QoS <qos> with:
      | packet identifier | present |
    And Bob receives "3" on "a" at QoS <qos> with:
      | packet identifier | present |

    @MQTT-5.0:2.2.1-4
    Examples:
      | version | qos |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:2.3.1-4 @MQTT-3.1.1:2.3.1-1
    Examples:
      | version | qos |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:FORMAT-06
    Examples:
      | version | qos |
      | 3.1     | 1   |
      | 3.1     | 2   |

  @must @server @direct
  Scenario Outline: PUBACK repeats the packet identifier <identifier>
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | qos               | 1            |
      | packet identifier | <identifier> |
    Then Alice receives PUBACK with:
      | packet identifier | <identifier> |

    @MQTT-5.0:2.2.1-5
    Examples:
      | version | identifier |
      | 5.0     | 1          |
      | 5.0     | 255        |
      | 5.0     | 256        |
      | 5.0     | 65535      |

    @MQTT-3.1.1:2.3.1-6
    Examples:
      | version | identifier |
      | 3.1.1   | 1          |
      | 3.1.1   | 255        |
      | 3.1.1   | 256        |
      | 3.1.1   | 65535      |

    @MQTT-3.1:QOS1-01
    Examples:
      | version | identifier |
      | 3.1     | 1          |
      | 3.1     | 255        |
      | 3.1     | 256        |
      | 3.1     | 65535      |

  @must @server @direct
  Scenario Outline: PUBREC and PUBCOMP repeat the packet identifier <identifier>
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | qos               | 2            |
      | packet identifier | <identifier> |
    Then Alice receives PUBREC with:
      | packet identifier | <identifier> |
    When Alice sends PUBREL with:
      | packet identifier | <identifier> |
    Then Alice receives PUBCOMP with:
      | packet identifier | <identifier> |

    @MQTT-5.0:2.2.1-5
    Examples:
      | version | identifier |
      | 5.0     | 1          |
      | 5.0     | 255        |
      | 5.0     | 256        |
      | 5.0     | 65535      |

    @MQTT-3.1.1:2.3.1-6
    Examples:
      | version | identifier |
      | 3.1.1   | 1          |
      | 3.1.1   | 255        |
      | 3.1.1   | 256        |
      | 3.1.1   | 65535      |

    @MQTT-3.1:QOS2-01
    Examples:
      | version | identifier |
      | 3.1     | 1          |
      | 3.1     | 255        |
      | 3.1     | 256        |
      | 3.1     | 65535      |

  @must @server @direct
  Scenario Outline: SUBACK and UNSUBACK repeat the packet identifier <identifier>
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | packet identifier | <identifier> |
      | filter            | a            |
    Then Alice receives SUBACK with:
      | packet identifier | <identifier> |
    When Alice sends UNSUBSCRIBE with:
      | packet identifier | <identifier> |
      | filter            | a            |
    Then Alice receives UNSUBACK with:
      | packet identifier | <identifier> |

    @MQTT-5.0:2.2.1-6
    Examples:
      | version | identifier |
      | 5.0     | 1          |
      | 5.0     | 255        |
      | 5.0     | 256        |
      | 5.0     | 65535      |

    @MQTT-3.1.1:2.3.1-7
    Examples:
      | version | identifier |
      | 3.1.1   | 1          |
      | 3.1.1   | 255        |
      | 3.1.1   | 256        |
      | 3.1.1   | 65535      |

    @MQTT-3.1:SUBACK-01 @MQTT-3.1:UNSUBSCRIBE-02
    Examples:
      | version | identifier |
      | 3.1     | 1          |
      | 3.1     | 255        |
      | 3.1     | 256        |
      | 3.1     | 65535      |

  @must @server @direct
  Scenario Outline: The same packet identifier may be under way in both directions at QoS <qos>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "down" to "a" at QoS <qos>
    Then Bob receives "down" on "a" at QoS <qos>
    When Bob sends PUBLISH with:
      | topic             | b              |
      | payload           | up             |
      | qos               | <qos>          |
      | packet identifier | that of "down" |
    Then Bob receives <answer> with:
      | packet identifier | that of "down" |
    When Bob sends <answer> with:
      | packet identifier | that of "down" |
    Then the connection of Bob is still open

    @MQTT-5.0:2.2.1-5
    Examples:
      | version | qos | answer |
      | 5.0     | 1   | PUBACK |
      | 5.0     | 2   | PUBREC |

    @MQTT-3.1.1:2.3.1-6
    Examples:
      | version | qos | answer |
      | 3.1.1   | 1   | PUBACK |
      | 3.1.1   | 2   | PUBREC |

    @MQTT-3.1:FORMAT-06
    Examples:
      | version | qos | answer |
      | 3.1     | 1   | PUBACK |
      | 3.1     | 2   | PUBREC |

  @must @client @negative
  Scenario Outline: A packet identifier is free again after <answer>
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "first" to "a" at QoS <qos> with:
      | packet identifier | 10 |
    And Alice publishes "second" to "a" at QoS <qos> with:
      | packet identifier | 10 |
    Then Bob receives "first" and "second" in this order
    And Bob receives nothing more

    @MQTT-5.0:2.2.1-3
    Examples:
      | version | qos | answer  |
      | 5.0     | 1   | PUBACK  |
      | 5.0     | 2   | PUBCOMP |

    @MQTT-3.1.1:2.3.1-3
    Examples:
      | version | qos | answer  |
      | 3.1.1   | 1   | PUBACK  |
      | 3.1.1   | 2   | PUBCOMP |
