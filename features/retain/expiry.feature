@must @server @direct @cap:retain @slow
Feature: Retained messages expire
  A Message Expiry Interval limits how long a message is worth anything, also one that is retained. When
  it is over, the topic has no retained message any more; before that, a new subscriber learns how much of
  the interval is left.

  @MQTT-5.0:X-37
  Scenario: An expired retained message is not there for new subscriptions
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained with:
      | Message Expiry Interval | 1 |
    When 2.5 s pass
    And Bob subscribes to "a" at QoS 1
    Then Bob receives nothing more

  @MQTT-5.0:3.3.2-6
  Scenario: A retained message comes with what is left of its interval
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained with:
      | Message Expiry Interval | 100 |
    When 2 s pass
    And Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" with:
      | Message Expiry Interval | 98 or 97 or 96 |

  @MQTT-5.0:X-35
  Scenario: A retained message without interval stays and has none
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When 2 s pass
    And Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" with:
      | Message Expiry Interval | absent |

  @MQTT-5.0:X-37 @MQTT-5.0:3.3.1-5
  Scenario: The interval of the newest message counts
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "old" to "a" at QoS 1 retained with:
      | Message Expiry Interval | 1 |
    And Alice publishes "new" to "a" at QoS 1 retained
    When 2.5 s pass
    And Bob subscribes to "a" at QoS 1
    Then Bob receives "new" on "a" with:
      | retain | yes |
    And Bob receives nothing more
