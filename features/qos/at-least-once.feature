Feature: QoS 1, at least once
  The sender keeps a message of QoS 1 until PUBACK says that the receiver has it, and sends it again with
  the same packet identifier when the connection broke before. With PUBACK the receiver takes the message
  over; what comes after it with that identifier is a new message, whatever DUP says.

  @must @server @direct
  Scenario Outline: The broker delivers a new message with QoS 1, DUP 0 and a packet identifier
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    Then Bob receives "1" on "a" at QoS 1 with:
      | dup               | no      |
      | packet identifier | present |
    And Bob receives "2" on "a" at QoS 1 with:
      | dup               | no      |
      | packet identifier | present |
    And Bob receives nothing more

    @MQTT-5.0:4.3.2-1 @MQTT-5.0:4.3.2-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.2-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS1-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: Until its PUBACK a message counts as unacknowledged, and is sent again
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1
    Then Bob receives "x" on "a" at QoS 1
    When Bob loses his connection
    And Bob reconnects
    Then Bob receives "x" again at QoS 1

    @MQTT-5.0:4.3.2-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.2-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETRY-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: After its PUBACK a message is not sent again
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1
    Then Bob receives "x" on "a" at QoS 1
    When Bob sends PUBACK with:
      | packet identifier | that of "x" |
    Then the connection of Bob is still open
    When Bob loses his connection
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more

    @MQTT-5.0:4.3.2-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.2-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS1-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: Each acknowledgement is for one message alone
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    And Alice publishes "3" to "a" at QoS 1
    Then Bob receives "1", "2" and "3" in this order
    When Bob sends PUBACK with:
      | packet identifier | that of "2" |
    Then the connection of Bob is still open
    When Bob loses his connection
    And Bob reconnects
    Then Bob receives "1" again at QoS 1
    And Bob receives "3" again at QoS 1
    And Bob receives nothing more

    @MQTT-5.0:4.3.2-3 @MQTT-5.0:4.4.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.2-1 @MQTT-3.1.1:4.4.0-1 @MQTT-3.1.1:2.3.1-4
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETRY-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: The broker acknowledges a message with PUBACK and passes it on
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | x  |
      | qos               | 1  |
      | packet identifier | 10 |
    Then Alice receives PUBACK with:
      | packet identifier | 10 |
    And Bob receives "x" on "a" at QoS 1

    @MQTT-5.0:4.3.2-4
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.2-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS1-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: After PUBACK the same packet identifier means a new message, with DUP <dup>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1 with:
      | packet identifier | 10 |
    And Alice publishes "x" to "a" at QoS 1 with:
      | dup               | <dup> |
      | packet identifier | 10    |
    Then Bob receives "x" and "x" in this order
    And Bob receives nothing more

    @MQTT-5.0:4.3.2-5
    Examples:
      | version | dup |
      | 5.0     | no  |
      | 5.0     | yes |

    @MQTT-3.1.1:4.3.2-2
    Examples:
      | version | dup |
      | 3.1.1   | no  |
      | 3.1.1   | yes |

    @MQTT-3.1:QOS1-02
    Examples:
      | version | dup |
      | 3.1     | no  |
      | 3.1     | yes |

  @must @server @direct
  Scenario Outline: A message that is repeated after a reconnect is acknowledged and passed on again
    Given MQTT <version>
    And Bob is connected
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | x  |
      | qos               | 1  |
      | packet identifier | 10 |
    Then Bob receives "x" on "a" at QoS 1
    When Alice loses her connection
    And Alice reconnects
    And Alice sends PUBLISH with:
      | topic             | a   |
      | payload           | x   |
      | qos               | 1   |
      | dup               | yes |
      | packet identifier | 10  |
    Then Alice receives PUBACK with:
      | packet identifier | 10 |
    And Bob receives "x" on "a" at QoS 1 with:
      | dup | no |
    And Bob receives nothing more

    @MQTT-5.0:4.3.2-4 @MQTT-5.0:4.3.2-5 @MQTT-5.0:3.3.1-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.2-2 @MQTT-3.1.1:2.3.1-3 @MQTT-3.1.1:3.3.1-3
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS1-02
    Examples:
      | version |
      | 3.1     |
