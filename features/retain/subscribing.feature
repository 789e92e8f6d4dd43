@must @server @direct @cap:retain
Feature: Retained messages for a new subscription
  Whoever subscribes receives the retained messages of all topics that match the filter, marked with
  RETAIN 1 so that they can be told from news. In MQTT 5.0 the subscriber says with Retain Handling whether
  it wants them: always (0), only when the subscription is new (1), or never (2).

  Scenario Outline: All retained messages that match the filter are sent
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "1" to "a/b" at QoS 1 retained
    And Alice publishes "2" to "c/b" at QoS 1 retained
    And Bob subscribes to "none/#" at QoS 1
    When Bob subscribes to "a/#" at QoS 1
    Then Bob receives "1" on "a/b" with:
      | retain | yes |
    When Bob subscribes to "+/b" at QoS 0
    Then the copies of "2" for Bob are at most 1, the highest at QoS 0

    @MQTT-5.0:3.3.1-9
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-6
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETAIN-02
    Examples:
      | version |
      | 3.1     |

  Scenario Outline: Retained messages of topics that do not match are not sent
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a/b" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1
    And Bob subscribes to "a/b/c" at QoS 1
    And Bob subscribes to "+" at QoS 1
    Then Bob receives nothing more

    @MQTT-5.0:3.3.1-9 @MQTT-5.0:3.3.2-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-6 @MQTT-3.1.1:3.3.2-3
    Examples:
      | version |
      | 3.1.1   |

  Scenario Outline: Every client that subscribes receives the retained message
    Given MQTT <version>
    And Alice, Bob and Carol are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    When Carol subscribes to "#" at QoS 0
    Then Carol receives "kept" on "a" with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-9
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-6 @MQTT-3.1.1:3.3.1-8
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETAIN-02
    Examples:
      | version |
      | 3.1     |

  Scenario Outline: A client that resumes its session without subscribing anew gets no retained messages
    Given MQTT <version>
    And Alice is connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" at QoS 1
    When Bob disconnects
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-9
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-6
    Examples:
      | version |
      | 3.1.1   |

  Scenario Outline: What was retained while the client was away comes over its subscription, with RETAIN 0
    Given MQTT <version>
    And Alice is connected
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Bob disconnects
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Bob reconnects
    Then Bob receives "kept" on "a" at QoS 1 with:
      | retain | no |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-12
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-9
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETAIN-03
    Examples:
      | version |
      | 3.1     |

  @MQTT-5.0:3.3.1-9
  Scenario: With Retain Handling 0 they are sent at each SUBSCRIBE
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 0 |
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    When Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 0 |
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    And Bob receives nothing more

  @MQTT-5.0:3.3.1-10
  Scenario: With Retain Handling 1 they are sent for a new subscription, not for a repeated one
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 1 |
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    When Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 1 |
    Then Bob receives nothing more

  @MQTT-5.0:3.3.1-10
  Scenario Outline: With Retain Handling 1 a subscription with other options is a repeated one
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Bob subscribes to "a" at QoS 0 with:
      | Retain Handling | 2 |
    When Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 1       |
      | <option>        | <value> |
    Then Bob receives nothing more

    Examples:
      | option                  | value |
      | Retain As Published     | yes   |
      | No Local                | yes   |
      | Subscription Identifier | 5     |

  @MQTT-5.0:3.3.1-10
  Scenario: With Retain Handling 1 a subscription is new again after UNSUBSCRIBE
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 1 |
    Then Bob receives "kept" on "a" at QoS 1
    When Bob unsubscribes from "a"
    And Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 1 |
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    And Bob receives nothing more

  @MQTT-5.0:3.3.1-10
  Scenario: With Retain Handling 1 a subscription that the session still has is a repeated one
    Given MQTT 5.0
    And Alice is connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 1 |
    Then Bob receives "kept" on "a" at QoS 1
    When Bob disconnects
    And Bob reconnects
    Then Bob is accepted
    When Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 1 |
    Then Bob receives nothing more

  @MQTT-5.0:3.3.1-11
  Scenario: With Retain Handling 2 they are not sent, neither for a new subscription nor for a repeated one
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 2 |
    And Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 2 |
    Then Bob receives nothing more
    When Alice publishes "news" to "a" at QoS 1
    Then Bob receives "news" on "a" at QoS 1

  @MQTT-5.0:3.3.1-9 @MQTT-5.0:3.3.1-11
  Scenario: Each filter of a SUBSCRIBE has its own Retain Handling
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "1" to "a" at QoS 1 retained
    And Alice publishes "2" to "b" at QoS 1 retained
    When Bob sends SUBSCRIBE with:
      | filter          | a |
      | qos             | 1 |
      | retain handling | 2 |
      | filter          | b |
      | qos             | 1 |
      | retain handling | 0 |
    Then Bob receives SUBACK
    And Bob receives "2" on "b" with:
      | retain | yes |
    And Bob receives nothing more
