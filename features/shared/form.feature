Feature: Filters of shared subscriptions
  A shared subscription has a filter of three parts: `$share`, a share name, and an ordinary filter. The
  share name is not empty and has no slash and no wildcard, so that the three parts can be told apart. All
  clients that use the same share name and filter share one subscription.

  @MQTT-5.0:4.8.2-1 @MQTT-5.0:4.8.2-2 @must @server @direct @cap:shared-subscriptions
  Scenario Outline: The filter "<filter>" shares the messages of the topic "<topic>"
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "<filter>"
    When Alice publishes "x" to "<topic>"
    Then Bob receives "x" on "<topic>"
    And Bob receives nothing more

    Examples:
      | filter               | topic |
      | $share/g/a/b         | a/b   |
      | $share/group one/a/b | a/b   |
      | $share/$g/a/b        | a/b   |
      | $share/g//a          | /a    |
      | $share/g/a/          | a/    |

  @MQTT-5.0:4.8.2-1 @MQTT-5.0:4.8.2-2 @must @server @direct @cap:shared-subscriptions @cap:wildcard-subscriptions
  Scenario Outline: Behind the share name stands a filter with the usual wildcards: "<filter>"
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "<filter>"
    When Alice publishes "other" to "b/c"
    And Alice publishes "x" to "a/b/c"
    Then Bob receives "x" on "a/b/c"
    And Bob receives nothing more

    Examples:
      | filter         |
      | $share/g/a/+/c |
      | $share/g/a/#   |
      | $share/g/+/b/+ |

  @MQTT-5.0:4.8.2-1 @MQTT-5.0:4.8.2-2 @must @client @negative @cap:shared-subscriptions
  Scenario Outline: "<filter>" is no filter of a shared subscription
    Given MQTT 5.0
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | raw filter | <filter> |
    Then the broker refuses the filter of Alice
    And nobody else is disturbed

    Examples:
      | filter           |
      | $share//assaymq  |
      | $share/+/assaymq |
      | $share/#/assaymq |
      | $share/g+/a      |
      | $share/g#/a      |
      | $share/g         |
      | $share/g/        |
      | $share/          |

  @MQTT-5.0:4.8.2-1 @must @server @direct @cap:shared-subscriptions
  Scenario: Only $share makes a subscription shared
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Bob subscribes to "share/g/a"
    And Carol subscribes to "share/g/a"
    When Alice publishes "x" to "share/g/a"
    Then Bob receives "x" on "share/g/a"
    And Carol receives "x" on "share/g/a"

  @MQTT-5.0:3.10.4-1 @must @server @direct @cap:shared-subscriptions
  Scenario Outline: UNSUBSCRIBE from "<other>" does not leave the shared subscription
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "$share/g/a"
    When Bob unsubscribes from "<other>"
    And Alice publishes "x" to "a"
    Then Bob receives "x" on "a"

    Examples:
      | other      |
      | a          |
      | $share/h/a |
      | $share/G/a |

  @MQTT-5.0:3.10.4-1 @MQTT-5.0:3.10.4-2 @must @server @direct @cap:shared-subscriptions
  Scenario: Who leaves a shared subscription gets no more of its messages, the others get them all
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Bob subscribes to "$share/g/a"
    And Carol subscribes to "$share/g/a"
    When Bob unsubscribes from "$share/g/a"
    And Alice publishes "1" to "a"
    And Alice publishes "2" to "a"
    And Alice publishes "3" to "a"
    Then Carol receives "1", "2" and "3" in this order
    And Bob receives nothing more

  @MQTT-5.0:X-68 @must @server @direct @cap:shared-subscriptions
  Scenario: Subscribing again does not count twice: one UNSUBSCRIBE leaves the share
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Bob subscribes to "$share/g/a" at QoS 0
    And Bob subscribes to "$share/g/a" at QoS 1
    And Carol subscribes to "$share/g/a" at QoS 1
    When Bob unsubscribes from "$share/g/a"
    And Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    And Alice publishes "3" to "a" at QoS 1
    Then Carol receives "1", "2" and "3" in this order
    And Bob receives nothing more
