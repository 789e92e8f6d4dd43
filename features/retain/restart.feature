@server @direct @cap:retain @cap:persistence @config:persistent
Feature: Retained messages and restarts
  A subscriber cannot know whether the broker has been restarted since a message was retained, and should
  not have to. A broker that keeps its state on disk has them all after a restart, with what belongs to them.

  @MQTT-3.1:RETAIN-05 @should
  Scenario: In MQTT 3.1 retained messages should outlive a restart
    Given MQTT 3.1
    And a broker configured with:
      | persistent | yes |
    And Alice is connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Alice disconnects
    And the broker restarts
    And Bob connects
    And Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" at QoS 1 with:
      | retain | yes |

  @should
  Scenario Outline: A retained message is there after a restart
    Given MQTT <version>
    And a broker configured with:
      | persistent | yes |
    And Alice is connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    And Alice publishes "removed" to "b" at QoS 1 retained
    And Alice publishes "" to "b" at QoS 1 retained
    When Alice disconnects
    And the broker restarts
    And Bob connects
    And Bob subscribes to "#" at QoS 1
    Then Bob receives "kept" on "a" at QoS 1 with:
      | retain | yes |
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-5
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-5.0:3.3.1-5 @should
  Scenario: A retained message has its properties after a restart
    Given MQTT 5.0
    And a broker configured with:
      | persistent | yes |
    And Alice is connected
    And Alice publishes "kept" to "a" at QoS 1 retained with:
      | Content Type  | text/plain |
      | User Property | n = v      |
    When Alice disconnects
    And the broker restarts
    And Bob connects
    And Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" at QoS 1 with:
      | Content Type  | text/plain |
      | User Property | n = v      |
