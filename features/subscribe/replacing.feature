Feature: Subscribing again to the same filter
  A client has at most one ordinary subscription for a filter. Asking again for the identical filter
  replaces what was there: the QoS, the options and the subscription identifier are those of the newer
  request. Retained messages are sent again as for a new subscription, and no live message is lost or
  doubled on the way.

  @must @server @direct
  Scenario Outline: The newer subscription replaces the older one
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a/+" at QoS <first>
    When Bob subscribes to "a/+" at QoS <second>
    And Alice publishes "x" to "a/b" at QoS 2
    Then Bob receives "x" on "a/b" at QoS <second>
    And Bob receives nothing more

    @MQTT-5.0:3.8.4-3
    Examples:
      | version | first | second |
      | 5.0     | 0     | 1      |
      | 5.0     | 2     | 0      |
      | 5.0     | 1     | 1      |

    @MQTT-3.1.1:3.8.4-3
    Examples:
      | version | first | second |
      | 3.1.1   | 0     | 1      |
      | 3.1.1   | 2     | 0      |
      | 3.1.1   | 1     | 1      |

  @must @server @direct @cap:retain
  Scenario Outline: Retained messages are sent again
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "kept" to "a/b" at QoS 1 retained
    And Bob subscribes to "a/b" at QoS 1
    And Bob receives "kept" on "a/b" with:
      | retain | yes |
    When Bob subscribes to "a/b" at QoS 0
    Then Bob receives "kept" on "a/b" with:
      | retain | yes |
      | qos    | 0   |
    And Bob receives nothing more

    @MQTT-5.0:3.8.4-4
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.4-3
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: No live message is lost or doubled while a subscription is replaced
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 1  |
      | qos               | 1  |
      | packet identifier | 11 |
    And Bob sends SUBSCRIBE with:
      | filter | a |
      | qos    | 1 |
    And Alice sends PUBLISH with:
      | topic             | a  |
      | payload           | 2  |
      | qos               | 1  |
      | packet identifier | 12 |
    Then Bob receives "1" and "2" in this order
    And Bob receives SUBACK with:
      | reason code | 1 |
    And Bob receives nothing more

    @MQTT-5.0:3.8.4-4
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.4-3
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: Only the identical filter is replaced
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a/b" at QoS 1
    When Bob subscribes to "a/B" at QoS 0
    And Bob subscribes to "a/b/" at QoS 0
    And Alice publishes "x" to "a/b" at QoS 1
    Then Bob receives "x" on "a/b" at QoS 1
    And Bob receives nothing more

    @MQTT-5.0:3.8.4-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.4-3
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-5.0:X-45 @must @server @direct @cap:subscription-identifiers
  Scenario: The identifier is that of the newer subscription, or none
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" with:
      | Subscription Identifier | 7 |
    When Bob subscribes to "a" with:
      | Subscription Identifier | 8 |
    And Alice publishes "1" to "a"
    Then Bob receives "1" on "a" with:
      | Subscription Identifier | 8 |
    When Bob subscribes to "a"
    And Alice publishes "2" to "a"
    Then Bob receives "2" on "a" with:
      | Subscription Identifier | absent |

  @MQTT-5.0:3.8.4-3 @must @server @direct
  Scenario: The options are those of the newer subscription
    Given MQTT 5.0
    And Alice is connected
    And Alice subscribes to "a" with:
      | No Local | yes |
    When Alice subscribes to "a" with:
      | No Local | no |
    And Alice publishes "1" to "a"
    Then Alice receives "1" on "a"
    When Alice subscribes to "a" with:
      | No Local | yes |
    And Alice publishes "2" to "a"
    Then Alice receives nothing more
