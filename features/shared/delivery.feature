Feature: Finishing shared messages
  When a member of a share drops off, messages that were not begun with it can go to another. A message
  at QoS 2 that was begun with a member is finished with that member and with nobody else, because the
  broker cannot know how much of it the member has seen. A member that answers a message with an error has
  it thrown away; it is not tried on the others.

  @MQTT-5.0:4.8.2-4 @must @server @direct @cap:shared-subscriptions
  Scenario: A QoS 2 message begun with a member is finished with it when it returns
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob acknowledges by hand
    And Bob subscribes to "$share/g/a" at QoS 2
    And Alice publishes "begun" to "a" at QoS 2
    And Bob receives "begun" on "a" at QoS 2
    And Carol is connected
    And Carol subscribes to "$share/g/a" at QoS 2
    When Bob loses his connection
    Then Carol does not receive "begun"
    When Bob reconnects with:
      | Session Expiry Interval | 60 |
    Then Bob is accepted with:
      | session present | yes |
    And Bob receives "begun" on "a" with:
      | qos | 2   |
      | dup | yes |
    When Bob sends PUBREC with:
      | packet identifier | that of "begun" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "begun" |
    When Bob sends PUBCOMP with:
      | packet identifier | that of "begun" |
    Then Carol does not receive "begun"

  @MQTT-5.0:4.8.2-4 @must @server @direct @cap:shared-subscriptions
  Scenario: A QoS 2 message that a member has confirmed with PUBREC is finished with it when it returns
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob acknowledges by hand
    And Bob subscribes to "$share/g/a" at QoS 2
    And Alice publishes "begun" to "a" at QoS 2
    And Bob receives "begun" on "a" at QoS 2
    And Carol is connected
    And Carol subscribes to "$share/g/a" at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "begun" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "begun" |
    When Bob loses his connection
    And Bob reconnects with:
      | Session Expiry Interval | 60 |
    Then Bob is accepted with:
      | session present | yes |
    And Bob receives PUBREL with:
      | packet identifier | that of "begun" |
    And Carol does not receive "begun"

  @MQTT-5.0:4.8.2-5 @must @server @direct @cap:shared-subscriptions
  Scenario: A QoS 2 message begun with a member goes to nobody else when its session ends
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 0 |
    And Bob acknowledges by hand
    And Bob subscribes to "$share/g/a" at QoS 2
    And Alice publishes "begun" to "a" at QoS 2
    And Bob receives "begun" on "a" at QoS 2
    And Carol is connected
    And Carol subscribes to "$share/g/a" at QoS 2
    When Bob loses his connection
    And Bob reconnects
    Then Bob is accepted with:
      | session present | no |
    And Carol does not receive "begun"
    When Alice publishes "next" to "a" at QoS 2
    Then Carol receives "next" on "a" at QoS 2

  @MQTT-5.0:4.8.2-5 @must @server @direct @cap:shared-subscriptions
  Scenario: A QoS 2 message begun with a member goes to nobody else when the member starts anew
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob acknowledges by hand
    And Bob subscribes to "$share/g/a" at QoS 2
    And Alice publishes "begun" to "a" at QoS 2
    And Bob receives "begun" on "a" at QoS 2
    And Carol is connected
    And Carol subscribes to "$share/g/a" at QoS 2
    When Bob loses his connection
    And Bob reconnects with:
      | clean start | yes |
    Then Bob is accepted with:
      | session present | no |
    And Carol does not receive "begun"

  @MQTT-5.0:4.8.2-6 @must @server @direct @cap:shared-subscriptions
  Scenario Outline: A message that a member refuses with <answer> is tried on nobody else
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "$share/g/a" at QoS <qos>
    And Alice publishes "unwanted" to "a" at QoS <qos>
    And Bob receives "unwanted" on "a" at QoS <qos>
    And Carol is connected
    And Carol subscribes to "$share/g/a" at QoS <qos>
    When Bob sends <answer> with:
      | packet identifier | that of "unwanted" |
      | reason code       | <code>             |
    Then the connection of Bob is still open
    And Carol does not receive "unwanted"
    And Bob receives nothing more

    Examples:
      | qos | answer | code |
      | 1   | PUBACK | 0x80 |
      | 1   | PUBACK | 0x97 |
      | 2   | PUBREC | 0x80 |
      | 2   | PUBREC | 0x99 |

  @MQTT-5.0:X-69 @should @server @direct @cap:shared-subscriptions
  Scenario: A QoS 1 message that a member did not acknowledge goes to another when its session ends
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 0 |
    And Bob acknowledges by hand
    And Bob subscribes to "$share/g/a" at QoS 1
    And Alice publishes "begun" to "a" at QoS 1
    And Bob receives "begun" on "a" at QoS 1
    And Carol is connected
    And Carol subscribes to "$share/g/a" at QoS 1
    When Bob loses his connection
    Then Carol receives "begun" on "a" at QoS 1
