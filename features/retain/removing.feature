@server @direct @cap:retain
Feature: Removing a retained message
  A message with RETAIN 1 and an empty payload removes what is retained for its topic. To those who are
  subscribed it is a message like any other; for those who subscribe later there is nothing, not even an
  empty message.

  @must
  Scenario Outline: An empty retained message at QoS <qos> removes the one that was kept
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Alice publishes "" to "a" at QoS <qos> retained
    And Bob subscribes to "a" at QoS 2
    Then Bob receives nothing more

    @MQTT-5.0:3.3.1-6 @MQTT-5.0:3.3.1-7
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.3.1-10 @MQTT-3.1.1:3.3.1-11
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

  @MQTT-3.1:RETAIN-04 @may
  Scenario: In MQTT 3.1 an empty retained message may remove the one that was kept
    Given MQTT 3.1
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Alice publishes "" to "a" at QoS 1 retained
    And Bob subscribes to "a" at QoS 1
    Then Bob does not receive "kept"

  @must
  Scenario Outline: An empty retained message is delivered to those who are subscribed
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "" to "a" at QoS 1 retained
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    And Bob receives "" on "a" at QoS 1 with:
      | retain | no |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-6
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-10
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETAIN-03
    Examples:
      | version |
      | 3.1     |

  @must
  Scenario Outline: An empty message is not kept where nothing was kept before
    Given MQTT <version>
    And Alice and Bob are connected
    When Alice publishes "" to "a" at QoS 1 retained
    And Bob subscribes to "a" at QoS 1
    Then Bob receives nothing more

    @MQTT-5.0:3.3.1-7
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-11
    Examples:
      | version |
      | 3.1.1   |

  @must
  Scenario Outline: An empty message with RETAIN 0 removes nothing
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Alice publishes "" to "a" at QoS 1
    And Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-8
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-12
    Examples:
      | version |
      | 3.1.1   |

  @must
  Scenario Outline: Only the message of that topic is removed
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "1" to "a" at QoS 1 retained
    And Alice publishes "2" to "a/b" at QoS 1 retained
    When Alice publishes "" to "a" at QoS 1 retained
    And Bob subscribes to "a/#" at QoS 1
    Then Bob receives "2" on "a/b" with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-6
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-10
    Examples:
      | version |
      | 3.1.1   |

  @must
  Scenario Outline: After the removal a new message can be kept
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "old" to "a" at QoS 1 retained
    And Alice publishes "" to "a" at QoS 1 retained
    And Alice publishes "new" to "a" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1
    Then Bob receives "new" on "a" with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-5 @MQTT-5.0:3.3.1-6
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-5 @MQTT-3.1.1:3.3.1-10
    Examples:
      | version |
      | 3.1.1   |

  @must
  Scenario Outline: A payload of one zero byte is not empty
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "old" to "a" at QoS 1 retained
    When Alice sends PUBLISH with:
      | topic   | a    |
      | payload | 0x00 |
      | qos     | 1    |
      | retain  | yes  |
    Then Alice receives PUBACK
    When Bob subscribes to "a" at QoS 1
    Then Bob receives PUBLISH with:
      | payload | 0x00 |
      | retain  | yes  |

    @MQTT-5.0:3.3.1-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-5
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-5.0:3.3.1-6 @must
  Scenario: An empty retained message with properties removes too, and is delivered with them
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Bob subscribes to "a" at QoS 1 with:
      | Retain Handling | 2 |
    When Alice publishes "" to "a" at QoS 1 retained with:
      | User Property | n = v |
    Then Bob receives "" on "a" at QoS 1 with:
      | User Property | n = v |
    When Carol subscribes to "a" at QoS 1
    Then Carol receives nothing more
