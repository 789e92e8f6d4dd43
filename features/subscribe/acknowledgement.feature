Feature: Acknowledgement of subscriptions
  A client asks for messages with SUBSCRIBE, and the broker answers every SUBSCRIBE with one SUBACK. The
  packet identifier joins the two. Inside, there is one code for each filter, in the order in which the
  filters were asked for: the QoS that the broker grants, or the reason why it does not. A client that
  reads a code at the wrong place believes in subscriptions that do not exist.

  @must @server @direct
  Scenario Outline: SUBACK answers SUBSCRIBE and repeats its packet identifier
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | packet identifier | <identifier> |
      | filter            | a/b          |
      | qos               | 1            |
    Then Alice receives SUBACK with:
      | packet identifier | <identifier> |
      | reason code       | 1            |
    And Alice receives nothing more

    @MQTT-5.0:3.8.4-1 @MQTT-5.0:3.8.4-2
    Examples:
      | version | identifier |
      | 5.0     | 1          |
      | 5.0     | 258        |
      | 5.0     | 65535      |

    @MQTT-3.1.1:3.8.4-1 @MQTT-3.1.1:3.8.4-2
    Examples:
      | version | identifier |
      | 3.1.1   | 1          |
      | 3.1.1   | 258        |
      | 3.1.1   | 65535      |

    @MQTT-3.1:SUBACK-01
    Examples:
      | version | identifier |
      | 3.1     | 1          |
      | 3.1     | 258        |
      | 3.1     | 65535      |

  @must @server @direct
  Scenario Outline: SUBACK has one code for each filter, in the order of the filters
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter | a |
      | qos    | 2 |
      | filter | b |
      | qos    | 0 |
      | filter | c |
      | qos    | 1 |
      | filter | d |
      | qos    | 0 |
    Then Alice receives SUBACK with:
      | reason code | 2 |
      | reason code | 0 |
      | reason code | 1 |
      | reason code | 0 |
    And Alice receives nothing more

    @MQTT-5.0:3.8.4-5 @MQTT-5.0:3.8.4-6 @MQTT-5.0:3.8.4-7 @MQTT-5.0:3.9.3-1 @MQTT-5.0:3.9.3-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.4-4 @MQTT-3.1.1:3.8.4-5 @MQTT-3.1.1:3.9.3-1 @MQTT-3.1.1:3.9.3-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:SUBSCRIBE-02 @MQTT-3.1:SUBACK-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: Several filters in one packet act like as many packets
    Given MQTT <version>
    And Alice and Bob are connected
    When Bob sends SUBSCRIBE with:
      | filter | first  |
      | qos    | 1      |
      | filter | second |
      | qos    | 0      |
      | filter | third  |
      | qos    | 2      |
    Then Bob receives SUBACK
    When Alice publishes "1" to "third" at QoS 2
    Then Bob receives "1" on "third" at QoS 2
    When Alice publishes "2" to "second" at QoS 2
    Then Bob receives "2" on "second" at QoS 0
    When Alice publishes "3" to "first" at QoS 2
    Then Bob receives "3" on "first" at QoS 1

    @MQTT-5.0:3.8.4-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.4-4
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:SUBSCRIBE-02
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: The same filter twice in one packet has a code for each time, and the last one counts
    Given MQTT <version>
    And Alice and Bob are connected
    When Bob sends SUBSCRIBE with:
      | filter | a |
      | qos    | 0 |
      | filter | a |
      | qos    | 1 |
    Then Bob receives SUBACK with:
      | reason code | 0 |
      | reason code | 1 |
    When Alice publishes "x" to "a" at QoS 1
    Then Bob receives "x" on "a" at QoS 1
    And Bob receives nothing more

    @MQTT-5.0:3.8.4-3 @MQTT-5.0:3.8.4-5 @MQTT-5.0:3.8.4-6
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.4-3 @MQTT-3.1.1:3.8.4-4 @MQTT-3.1.1:3.8.4-5
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: Each of many SUBSCRIBE packets sent at once has a SUBACK of its own
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | packet identifier | 3 |
      | filter            | a |
      | qos               | 0 |
    And Alice sends SUBSCRIBE with:
      | packet identifier | 2 |
      | filter            | b |
      | qos               | 1 |
    And Alice sends SUBSCRIBE with:
      | packet identifier | 1 |
      | filter            | c |
      | qos               | 2 |
    Then Alice receives SUBACK with:
      | packet identifier | 3 |
      | reason code       | 0 |
    And Alice receives SUBACK with:
      | packet identifier | 2 |
      | reason code       | 1 |
    And Alice receives SUBACK with:
      | packet identifier | 1 |
      | reason code       | 2 |

    @MQTT-5.0:3.8.4-1 @MQTT-5.0:3.8.4-2 @MQTT-5.0:3.8.4-7
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.4-1 @MQTT-3.1.1:3.8.4-2 @MQTT-3.1.1:3.8.4-5
    Examples:
      | version |
      | 3.1.1   |

  @may @server @direct
  Scenario Outline: Messages may come before the SUBACK of the subscription that they match
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Bob sends SUBSCRIBE with:
      | filter | a |
      | qos    | 1 |
    Then Bob receives SUBACK with:
      | reason code | 1 |
    And Bob receives "kept" on "a" at QoS 1

    @MQTT-5.0:X-48 @cap:retain
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:X-48 @cap:retain
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:SUBSCRIBE-03 @cap:retain
    Examples:
      | version |
      | 3.1     |

  @MQTT-5.0:3.9.2-1 @MQTT-5.0:3.9.2-2 @must @server @monitor
  Scenario: SUBACK does not outgrow the client's Maximum Packet Size for a Reason String or User Properties
    Given MQTT 5.0
    And Alice is connected with:
      | Maximum Packet Size | 64 |
    When Alice sends SUBSCRIBE with:
      | raw filter    | $share/assaymq/a/b |
      | filter        | b                  |
      | filter        | c                  |
      | User Property | asked = twice      |
    Then Alice receives SUBACK
    And the connection of Alice is still open
