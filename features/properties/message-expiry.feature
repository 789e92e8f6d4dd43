@must @server @direct
Feature: Message Expiry Interval
  Some news is worth nothing after a while. With Message Expiry Interval the publisher says for how many
  seconds a message is of use: the broker drops it where it has not been sent by then, and tells those who
  receive it later how many seconds are left.

  @MQTT-5.0:3.3.2-5 @slow
  Scenario Outline: A message of QoS <qos> that expired while the client was away is dropped
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    When Bob disconnects
    And Alice publishes "short" to "a" at QoS <qos> with:
      | Message Expiry Interval | 1 |
    And Alice publishes "long" to "a" at QoS <qos> with:
      | Message Expiry Interval | 60 |
    And 2.5 s pass
    And Bob reconnects
    Then Bob receives "long" on "a" at QoS <qos>
    And Bob receives nothing more

    Examples:
      | qos |
      | 1   |
      | 2   |

  @MQTT-5.0:3.3.2-5 @slow
  Scenario: A message that expired while it waited for the client's acknowledgements is dropped
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Receive Maximum | 1 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "first" to "a" at QoS 1
    And Alice publishes "short" to "a" at QoS 1 with:
      | Message Expiry Interval | 1 |
    And Alice publishes "last" to "a" at QoS 1
    Then Bob receives "first" on "a"
    When 2.5 s pass
    And Bob sends PUBACK with:
      | packet identifier | that of "first" |
    Then Bob receives "last" on "a"

  @MQTT-5.0:3.3.2-5 @slow
  Scenario: It is dropped only for those to whom it was not sent in time
    Given MQTT 5.0
    And Alice and Carol are connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    And Carol subscribes to "a" at QoS 1
    When Bob disconnects
    And Alice publishes "short" to "a" at QoS 1 with:
      | Message Expiry Interval | 1 |
    Then Carol receives "short" on "a"
    When 2.5 s pass
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more

  @MQTT-5.0:3.3.2-6
  Scenario Outline: A message of QoS <qos> that does not wait has the interval of its publisher
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "x" to "a" at QoS <qos> with:
      | Message Expiry Interval | <interval> |
    Then Bob receives "x" on "a" with:
      | Message Expiry Interval | <interval> or <less> |

    Examples:
      | qos | interval   | less       |
      | 0   | 10         | 9          |
      | 1   | 60         | 59         |
      | 2   | 3600       | 3599       |
      | 1   | 4294967295 | 4294967294 |

  @MQTT-5.0:3.3.2-6 @slow
  Scenario Outline: A message of QoS <qos> that waited has that much less left
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    When Bob disconnects
    And Alice publishes "x" to "a" at QoS <qos> with:
      | Message Expiry Interval | 100 |
    And 2 s pass
    And Bob reconnects
    Then Bob receives "x" on "a" at QoS <qos> with:
      | Message Expiry Interval | 98 or 97 or 96 |

    Examples:
      | qos |
      | 1   |
      | 2   |

  @MQTT-5.0:X-35 @slow
  Scenario: A message without interval does not expire and gets none
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Bob disconnects
    And Alice publishes "x" to "a" at QoS 1
    And 2 s pass
    And Bob reconnects
    Then Bob receives "x" on "a" with:
      | Message Expiry Interval | absent |

  @MQTT-5.0:3.3.2-5 @slow
  Scenario: It expires for clients of MQTT 3.1.1 too
    Given MQTT 5.0
    And Bob speaks MQTT 3.1.1
    And Alice is connected
    And Bob is connected with:
      | clean session | no |
    And Bob subscribes to "a" at QoS 1
    When Bob disconnects
    And Alice publishes "short" to "a" at QoS 1 with:
      | Message Expiry Interval | 1 |
    And 2.5 s pass
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more
