Feature: QoS 2, exactly once: the broker receives
  Four packets make sure that a message of QoS 2 arrives once and only once. With PUBREC the broker takes
  the message over and remembers its packet identifier, so that it knows a repetition. PUBREL from the
  client says that none will come any more: the broker forgets the identifier and answers with PUBCOMP.

  @must @server @direct
  Scenario Outline: PUBLISH is answered with PUBREC, PUBREL with PUBCOMP, and the message arrives once
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | x  |
      | qos               | 2  |
      | packet identifier | 10 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When Alice sends PUBREL with:
      | packet identifier | 10 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 10 |
    And Bob receives "x" on "a" at QoS 2
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-8 @MQTT-5.0:4.3.3-11
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A repetition before PUBREL, with DUP <dup>, is acknowledged again and passed on no second time
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | x  |
      | qos               | 2  |
      | packet identifier | 10 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When Alice sends PUBLISH with:
      | topic             | a     |
      | payload           | x     |
      | qos               | 2     |
      | dup               | <dup> |
      | packet identifier | 10    |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When Alice sends PUBREL with:
      | packet identifier | 10 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 10 |
    And Bob receives "x" on "a" at QoS 2
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-10
    Examples:
      | version | dup |
      | 5.0     | yes |
      | 5.0     | no  |

    @MQTT-3.1.1:4.3.3-2
    Examples:
      | version | dup |
      | 3.1.1   | yes |
      | 3.1.1   | no  |

    @MQTT-3.1:QOS2-02
    Examples:
      | version | dup |
      | 3.1     | yes |
      | 3.1     | no  |

  @must @server @direct
  Scenario Outline: After PUBCOMP the same packet identifier means a new message, with DUP <dup>
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2 with:
      | packet identifier | 10 |
    And Alice publishes "x" to "a" at QoS 2 with:
      | dup               | <dup> |
      | packet identifier | 10    |
    Then Bob receives "x" and "x" in this order
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-12
    Examples:
      | version | dup |
      | 5.0     | no  |
      | 5.0     | yes |

    @MQTT-3.1.1:4.3.3-2 @MQTT-3.1.1:2.3.1-3
    Examples:
      | version | dup |
      | 3.1.1   | no  |
      | 3.1.1   | yes |

    @MQTT-3.1:QOS2-01
    Examples:
      | version | dup |
      | 3.1     | no  |
      | 3.1     | yes |

  @must @server @direct
  Scenario Outline: A repeated PUBREL is answered with PUBCOMP again
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2 with:
      | packet identifier | 10 |
    And Alice sends PUBREL with:
      | packet identifier | 10 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 10 |
    And Bob receives "x" on "a" at QoS 2
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-11
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-04
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: Several messages may be under way, each under its own packet identifier
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 1  |
      | qos               | 2  |
      | packet identifier | 10 |
    And Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 2  |
      | qos               | 2  |
      | packet identifier | 11 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    And Alice receives PUBREC with:
      | packet identifier | 11 |
    When Alice sends PUBREL with:
      | packet identifier | 10 |
    And Alice sends PUBREL with:
      | packet identifier | 11 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 10 |
    And Alice receives PUBCOMP with:
      | packet identifier | 11 |
    And Bob receives "1" and "2" in this order
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-8 @MQTT-5.0:4.3.3-11
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: The exchange goes on after a reconnect: a repeated PUBLISH
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | x  |
      | qos               | 2  |
      | packet identifier | 10 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When Alice loses her connection
    And Alice reconnects
    And Alice publishes "x" to "a" at QoS 2 with:
      | dup               | yes |
      | packet identifier | 10  |
    Then Bob receives "x" on "a" at QoS 2
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-10
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-2 @MQTT-3.1.1:2.3.1-3
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-02
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: The exchange goes on after a reconnect: PUBREL
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | x  |
      | qos               | 2  |
      | packet identifier | 10 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When Alice loses her connection
    And Alice reconnects
    And Alice sends PUBREL with:
      | packet identifier | 10 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 10 |
    And Bob receives "x" on "a" at QoS 2
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-11
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-01
    Examples:
      | version |
      | 3.1     |

  @MQTT-5.0:4.3.3-13 @must @server @direct @slow
  Scenario: The exchange is completed even if the message has expired meanwhile
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic                   | a  |
      | qos                     | 2  |
      | packet identifier       | 10 |
      | Message Expiry Interval | 1  |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When 2 s pass
    And Alice sends PUBREL with:
      | packet identifier | 10 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 10      |
      | reason code       | Success |

  @MQTT-5.0:4.3.3-9 @must @server @direct @config:denied-topic
  Scenario: After an error in PUBREC the same packet identifier means a new message
    Given MQTT 5.0
    And a broker configured with:
      | denied topic | denied |
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | raw topic         | denied |
      | payload           | no     |
      | qos               | 2      |
      | packet identifier | 10     |
    Then Alice receives PUBREC with:
      | packet identifier | 10             |
      | reason code       | Not authorized |
    When Alice publishes "yes" to "a" at QoS 2 with:
      | packet identifier | 10 |
    Then Bob receives "yes" on "a" at QoS 2
    And Bob receives nothing more
