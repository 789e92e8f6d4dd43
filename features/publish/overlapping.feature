Feature: Overlapping subscriptions
  A message can match several filters of one client. The broker may send it once, at the highest QoS that
  any of them was granted, or once for each of them. With subscription identifiers the client learns which
  of its subscriptions a message is for: a single copy lists all, a copy for each subscription has its own.

  @must @server @direct
  Scenario Outline: A message that matches filters at QoS <first> and QoS <second> arrives at QoS <highest>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a/#" at QoS <first>
    And Bob subscribes to "a/b" at QoS <second>
    When Alice publishes "x" to "a/b" at QoS 2
    Then the copies of "x" for Bob are at most 2, the highest at QoS <highest>

    @MQTT-5.0:3.3.4-2
    Examples:
      | version | first | second | highest |
      | 5.0     | 0     | 1      | 1       |
      | 5.0     | 1     | 0      | 1       |
      | 5.0     | 0     | 2      | 2       |
      | 5.0     | 2     | 0      | 2       |
      | 5.0     | 1     | 2      | 2       |
      | 5.0     | 2     | 1      | 2       |
      | 5.0     | 0     | 0      | 0       |

    @MQTT-3.1.1:3.3.5-1
    Examples:
      | version | first | second | highest |
      | 3.1.1   | 0     | 1      | 1       |
      | 3.1.1   | 1     | 0      | 1       |
      | 3.1.1   | 0     | 2      | 2       |
      | 3.1.1   | 2     | 0      | 2       |
      | 3.1.1   | 1     | 2      | 2       |
      | 3.1.1   | 2     | 1      | 2       |
      | 3.1.1   | 0     | 0      | 0       |

  @must @server @direct
  Scenario Outline: The QoS of a message is not raised by overlapping filters
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a/#" at QoS 2
    And Bob subscribes to "a/b" at QoS 1
    When Alice publishes "x" to "a/b" at QoS <qos>
    Then the copies of "x" for Bob are at most 2, the highest at QoS <qos>

    @MQTT-5.0:3.3.4-2
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |

    @MQTT-3.1.1:3.3.5-1
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |

  @must @server @direct
  Scenario Outline: Filters of one SUBSCRIBE overlap like those of several
    Given MQTT <version>
    And Alice and Bob are connected
    When Bob sends SUBSCRIBE with:
      | filter | a/b |
      | qos    | 0   |
      | filter | a/+ |
      | qos    | 2   |
      | filter | +/b |
      | qos    | 1   |
    Then Bob receives SUBACK
    When Alice publishes "x" to "a/b" at QoS 2
    Then the copies of "x" for Bob are at most 3, the highest at QoS 2

    @MQTT-5.0:3.3.4-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.5-1
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-5.0:3.3.4-3 @must @server @direct @cap:subscription-identifiers
  Scenario Outline: The identifier of the matching subscription comes with the message at QoS <qos>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a/#" at QoS <qos> with:
      | Subscription Identifier | 5 |
    And Bob subscribes to "b" at QoS <qos> with:
      | Subscription Identifier | 6 |
    When Alice publishes "x" to "a/b" at QoS <qos>
    Then Bob receives "x" on "a/b" at QoS <qos> with:
      | Subscription Identifier | 5 |

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:3.3.4-3 @must @server @direct @cap:subscription-identifiers
  Scenario: A subscription without identifier adds none
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a/b"
    When Alice publishes "x" to "a/b"
    Then Bob receives "x" on "a/b" with:
      | Subscription Identifier | absent |

  @MQTT-5.0:3.3.4-3 @MQTT-5.0:3.3.4-4 @MQTT-5.0:3.3.4-5 @must @server @direct @cap:subscription-identifiers
  Scenario: The identifiers of all matching subscriptions come with the message, or one with each copy
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a/#" at QoS 1 with:
      | Subscription Identifier | 1 |
    And Bob subscribes to "a/+" at QoS 1 with:
      | Subscription Identifier | 268435455 |
    And Bob subscribes to "c/#" at QoS 1 with:
      | Subscription Identifier | 3 |
    When Alice publishes "x" to "a/b" at QoS 1
    Then the copies of "x" for Bob carry the subscription identifiers "1, 268435455"

  @MQTT-5.0:3.3.4-3 @MQTT-5.0:3.3.4-4 @MQTT-5.0:3.3.4-5 @must @server @direct @cap:subscription-identifiers
  Scenario: Where only some of the matching subscriptions have identifiers, only those come
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a/#" at QoS 1 with:
      | Subscription Identifier | 1 |
    And Bob subscribes to "a/+" at QoS 1
    When Alice publishes "x" to "a/b" at QoS 1
    Then the copies of "x" for Bob carry the subscription identifiers "1"

  @MQTT-5.0:3.3.4-3 @must @server @direct @cap:subscription-identifiers
  Scenario: Each client has the identifiers of its own subscriptions
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Bob subscribes to "a" with:
      | Subscription Identifier | 1 |
    And Carol subscribes to "a" with:
      | Subscription Identifier | 2 |
    When Alice publishes "x" to "a"
    Then Bob receives "x" on "a" with:
      | Subscription Identifier | 1 |
    And Carol receives "x" on "a" with:
      | Subscription Identifier | 2 |

  @MQTT-5.0:3.3.4-3 @must @server @direct @cap:subscription-identifiers @cap:retain
  Scenario: Retained messages come with the identifier of the subscription too
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "kept" to "a" at QoS 1 retained
    When Bob subscribes to "a" at QoS 1 with:
      | Subscription Identifier | 7 |
    Then Bob receives "kept" on "a" with:
      | Subscription Identifier | 7 |

  @MQTT-5.0:3.3.4-3 @must @server @direct @cap:subscription-identifiers
  Scenario: Messages that waited for a client come with the identifier of the subscription too
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1 with:
      | Subscription Identifier | 7 |
    When Bob disconnects
    And Alice publishes "x" to "a" at QoS 1
    And Bob reconnects
    Then Bob receives "x" on "a" with:
      | Subscription Identifier | 7 |
