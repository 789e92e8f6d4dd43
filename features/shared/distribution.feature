Feature: Distribution of shared messages
  A message that matches a shared subscription goes to one of its members, whichever the broker chooses.
  Each share has a message of its own, and whoever subscribed in the ordinary way gets one as well. Every
  member is served at the QoS that was granted to it, not to the share as a whole.

  @MQTT-5.0:X-62 @must @server @direct @cap:shared-subscriptions
  Scenario Outline: Each message at QoS <qos> goes to one member
    Given MQTT 5.0
    And Alice, Bob, Carol and Dave are connected
    And Bob subscribes to "$share/g/a" at QoS <qos>
    And Carol subscribes to "$share/g/a" at QoS <qos>
    And Dave subscribes to "$share/g/a" at QoS <qos>
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    And Alice publishes "3" to "a" at QoS <qos>
    And Alice publishes "4" to "a" at QoS <qos>
    And Alice publishes "5" to "a" at QoS <qos>
    And Alice publishes "6" to "a" at QoS <qos>
    Then Bob, Carol and Dave share "1", "2", "3", "4", "5" and "6"

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:X-62 @must @server @direct @cap:shared-subscriptions
  Scenario: Each share has the message once, and ordinary subscribers have it too
    Given MQTT 5.0
    And Alice, Bob, Carol, Dave, Eve and Frank are connected
    And Bob subscribes to "$share/one/a"
    And Carol subscribes to "$share/one/a"
    And Dave subscribes to "$share/two/a"
    And Eve subscribes to "$share/two/a"
    And Frank subscribes to "a"
    When Alice publishes "1" to "a"
    And Alice publishes "2" to "a"
    Then Bob and Carol share "1" and "2"
    And Dave and Eve share "1" and "2"
    And Frank receives "1" and "2" in this order
    And Frank receives nothing more

  @MQTT-5.0:X-62 @must @server @direct @cap:shared-subscriptions
  Scenario: The same share name with another filter is another share
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Bob subscribes to "$share/g/a/b"
    And Carol subscribes to "$share/g/a/+"
    When Alice publishes "x" to "a/b"
    Then Bob receives "x" on "a/b"
    And Carol receives "x" on "a/b"

  @MQTT-5.0:X-62 @must @server @direct @cap:shared-subscriptions
  Scenario: A client with a shared and an ordinary subscription gets the message for both
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "$share/g/a" with:
      | Subscription Identifier | 1 |
    And Bob subscribes to "a" with:
      | Subscription Identifier | 2 |
    When Alice publishes "x" to "a"
    Then Bob receives "x" on "a"
    And Bob receives "x" on "a"
    And Bob receives nothing more

  @MQTT-5.0:4.8.2-3 @must @server @direct @cap:shared-subscriptions
  Scenario: Members with different QoS each get their messages at their own
    Given MQTT 5.0
    And Alice, Bob, Carol and Dave are connected
    And Bob subscribes to "$share/g/a" at QoS 0
    And Carol subscribes to "$share/g/a" at QoS 1
    And Dave subscribes to "$share/g/a" at QoS 2
    When Alice publishes "1" to "a" at QoS 2
    And Alice publishes "2" to "a" at QoS 2
    And Alice publishes "3" to "a" at QoS 2
    And Alice publishes "4" to "a" at QoS 2
    And Alice publishes "5" to "a" at QoS 2
    And Alice publishes "6" to "a" at QoS 2
    Then Bob, Carol and Dave share "1", "2", "3", "4", "5" and "6"
    And every message that Bob received has QoS 0
    And every message that Carol received has QoS 1
    And every message that Dave received has QoS 2

  @MQTT-5.0:4.8.2-3 @must @server @direct @cap:shared-subscriptions
  Scenario Outline: A member that joins at QoS <second> after one at QoS <first> is served at QoS <second>
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Bob subscribes to "$share/g/a" at QoS <first>
    And Carol subscribes to "$share/g/a" at QoS <second>
    When Bob unsubscribes from "$share/g/a"
    And Alice publishes "x" to "a" at QoS 2
    Then Carol receives "x" on "a" at QoS <second>

    Examples:
      | first | second |
      | 0     | 2      |
      | 2     | 0      |
      | 1     | 2      |
      | 2     | 1      |

  @MQTT-5.0:X-63 @must @server @direct @cap:shared-subscriptions @cap:retain
  Scenario Outline: A new shared subscription gets no retained messages, with Retain Handling <handling>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Bob subscribes to "$share/g/a" at QoS 1 with:
      | retain handling | <handling> |
    Then Bob receives nothing more
    When Alice publishes "live" to "a" at QoS 1
    Then Bob receives "live" on "a" at QoS 1

    Examples:
      | handling |
      | 0        |
      | 1        |
