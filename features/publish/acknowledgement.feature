Feature: Answers to PUBLISH
  The QoS of a PUBLISH decides how it is answered: not at all, with PUBACK, or with PUBREC, which PUBREL
  and PUBCOMP follow. From MQTT 5.0 on each of the four says with a reason code how it went, and only with
  those codes that the specification lists for it. The short forms of these packets mean success.

  @must @server @direct
  Scenario Outline: A PUBLISH of QoS <qos> is answered with <answer>
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | qos               | <qos> |
      | packet identifier | 10    |
    Then Alice receives <answer> with:
      | packet identifier | 10 |
    And Alice receives nothing more

    @MQTT-5.0:3.3.4-1
    Examples:
      | version | qos | answer |
      | 5.0     | 1   | PUBACK |

    @MQTT-3.1.1:3.3.4-1
    Examples:
      | version | qos | answer |
      | 3.1.1   | 1   | PUBACK |

    @MQTT-3.1:PUBLISH-04
    Examples:
      | version | qos | answer |
      | 3.1     | 1   | PUBACK |

  @must @server @direct
  Scenario Outline: A PUBLISH of QoS 2 is answered with PUBREC, and with nothing else before PUBREL
    Given MQTT <version>
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | qos               | 2  |
      | packet identifier | 10 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    And Alice receives nothing more

    @MQTT-5.0:3.3.4-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.4-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:PUBLISH-04
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A PUBLISH of QoS 0 has no answer
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a"
    When Alice sends PUBLISH with:
      | topic   | a |
      | payload | x |
    Then Bob receives "x" on "a"
    And Alice receives nothing more

    @MQTT-5.0:3.3.4-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.4-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:PUBLISH-04 @MQTT-3.1:QOS0-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: The answer to a message that somebody receives says Success
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic   | a     |
      | payload | x     |
      | qos     | <qos> |
    Then Alice receives <answer> with:
      | reason code | Success |

    @MQTT-5.0:3.4.2-1
    Examples:
      | qos | answer |
      | 1   | PUBACK |

    @MQTT-5.0:3.5.2-1
    Examples:
      | qos | answer |
      | 2   | PUBREC |

  @must @server @direct
  Scenario Outline: The answer to a message that nobody receives says Success, or that nobody does, at QoS <qos>
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic | nobody |
      | qos   | <qos>  |
    Then the broker answers Alice as no matching subscribers

    @MQTT-5.0:3.4.2-1 @MQTT-5.0:X-40
    Examples:
      | qos |
      | 1   |

    @MQTT-5.0:3.5.2-1 @MQTT-5.0:X-40
    Examples:
      | qos |
      | 2   |

  @MQTT-5.0:3.7.2-1 @must @server @direct
  Scenario: PUBCOMP for a known packet identifier says Success
    Given MQTT 5.0
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | qos               | 2  |
      | packet identifier | 10 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When Alice sends PUBREL with:
      | packet identifier | 10 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 10      |
      | reason code       | Success |

  @MQTT-5.0:3.6.2-1 @must @server @direct
  Scenario: PUBREL for a known packet identifier says Success
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "x" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "x" |
      | reason code       | Success     |

  @must @server @direct
  Scenario Outline: PUBREL with an unknown packet identifier is answered with PUBCOMP
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBREL with:
      | packet identifier | 77 |
    Then the broker answers Alice as unknown packet identifier
    And the connection of Alice is still open

    @MQTT-5.0:X-41 @MQTT-5.0:3.7.2-1
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

  @MQTT-5.0:X-42 @MQTT-5.0:3.6.2-1 @must @server @direct
  Scenario: PUBREC with an unknown packet identifier is answered with PUBREL
    Given MQTT 5.0
    And Alice is connected
    When Alice sends PUBREC with:
      | packet identifier | 77 |
    Then the broker answers Alice as unknown packet identifier
    And the connection of Alice is still open

  @MQTT-5.0:X-39 @must @server @direct
  Scenario Outline: A PUBREL that ends after <end> means Success
    Given MQTT 5.0
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
    When Alice sends the bytes "<bytes>"
    Then Alice receives PUBCOMP with:
      | packet identifier | 10      |
      | reason code       | Success |
    And Bob receives "x" on "a" at QoS 2

    Examples:
      | end                   | bytes             |
      | its packet identifier | 62 02 00 0A       |
      | its reason code       | 62 03 00 0A 00    |
      | its properties        | 62 04 00 0A 00 00 |

  @MQTT-5.0:X-39 @must @server @direct
  Scenario: Acknowledgements of a client may have a Reason String and User Properties
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 1
    And Alice publishes "y" to "a" at QoS 2
    Then Bob receives "x" and "y" in this order
    When Bob sends PUBACK with:
      | packet identifier | that of "x" |
      | Reason String     | all is well |
      | User Property     | n = v       |
      | User Property     | n = v       |
    And Bob sends PUBREC with:
      | packet identifier | that of "y" |
      | Reason String     | all is well |
      | User Property     | n = v       |
    Then Bob receives PUBREL with:
      | packet identifier | that of "y" |
    When Bob sends PUBCOMP with:
      | packet identifier | that of "y" |
      | Reason String     | all is well |
      | User Property     | n = v       |
    Then the connection of Bob is still open
    And Bob receives nothing more

  @may @client @negative
  Scenario Outline: Reason code <code> is none of <packet>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends <packet> with:
      | packet identifier | 10     |
      | reason code       | <code> |
    Then the broker may end the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    @MQTT-5.0:3.4.2-1
    Examples:
      | packet | code |
      | PUBACK | 0x01 |
      | PUBACK | 0x92 |

    @MQTT-5.0:3.5.2-1
    Examples:
      | packet | code |
      | PUBREC | 0x02 |
      | PUBREC | 0x92 |

    @MQTT-5.0:3.6.2-1
    Examples:
      | packet | code |
      | PUBREL | 0x10 |
      | PUBREL | 0x80 |

    @MQTT-5.0:3.7.2-1
    Examples:
      | packet  | code |
      | PUBCOMP | 0x10 |
      | PUBCOMP | 0x80 |

  @must @client @negative
  Scenario Outline: PUBREL with the flags <flags> ends the connection
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "6<flags> 02 00 0A"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.6.1-1
    Examples:
      | version | flags |
      | 5.0     | 0     |
      | 5.0     | 1     |
      | 5.0     | 3     |
      | 5.0     | 6     |
      | 5.0     | A     |

    @MQTT-3.1.1:3.6.1-1
    Examples:
      | version | flags |
      | 3.1.1   | 0     |
      | 3.1.1   | 1     |
      | 3.1.1   | 3     |
      | 3.1.1   | 6     |
      | 3.1.1   | A     |

  @MQTT-3.1:QOS2-03 @must @server @direct
  Scenario Outline: In MQTT 3.1 a PUBREL may be repeated with DUP 1
    Given MQTT 3.1
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | qos               | 2  |
      | packet identifier | 10 |
    Then Alice receives PUBREC with:
      | packet identifier | 10 |
    When Alice sends the bytes "<bytes>"
    Then Alice receives PUBCOMP with:
      | packet identifier | 10 |

    Examples:
      | bytes       |
      | 62 02 00 0A |
      | 6A 02 00 0A |

  @must @server @monitor
  Scenario Outline: The broker sends PUBREL with the flags 0010
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "x" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "x" |

    @MQTT-5.0:3.6.1-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.6.1-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-03
    Examples:
      | version |
      | 3.1     |
