@must @server
Feature: Topic aliases of the broker
  A client that announces a Topic Alias Maximum lets the broker use aliases towards it. The broker keeps to
  numbers from 1 to that maximum, sets each on this connection before it relies on it, and uses none where
  the client announced nothing or 0.

  @MQTT-5.0:3.3.2-11 @MQTT-5.0:3.3.2-8 @monitor
  Scenario Outline: The broker's aliases are within the maximum <maximum> of the client
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Topic Alias Maximum | <maximum> |
    And Bob subscribes to "a/#" at QoS 1
    When Alice publishes "1" to "a/1" at QoS 1
    And Alice publishes "2" to "a/2" at QoS 1
    And Alice publishes "3" to "a/3" at QoS 1
    And Alice publishes "4" to "a/1" at QoS 1
    And Alice publishes "5" to "a/2" at QoS 1
    And Alice publishes "6" to "a/3" at QoS 1
    Then Bob receives "1" on "a/1"
    And Bob receives "2" on "a/2"
    And Bob receives "3" on "a/3"
    And Bob receives "4" on "a/1"
    And Bob receives "5" on "a/2"
    And Bob receives "6" on "a/3"

    Examples:
      | maximum |
      | 1       |
      | 2       |
      | 65535   |

  @MQTT-5.0:3.3.2-11 @direct
  Scenario Outline: The broker uses no alias where the client announces <maximum>
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Topic Alias Maximum | <maximum> |
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    Then Bob receives "1" on "a" with:
      | Topic Alias | absent |
    And Bob receives "2" on "a" with:
      | Topic Alias | absent |

    Examples:
      | maximum | qos |
      | absent  | 0   |
      | absent  | 1   |
      | 0       | 0   |
      | 0       | 2   |

  @MQTT-5.0:3.3.2-7 @MQTT-5.0:3.3.2-11 @direct @cap:server-topic-alias
  Scenario Outline: On a new connection the broker begins anew, at QoS <qos>
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Topic Alias Maximum     | 5  |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "1" to "a" at QoS <qos>
    And Alice publishes "2" to "a" at QoS <qos>
    Then Bob receives "1" on "a" at QoS <qos>
    And Bob receives "2" on "a" at QoS <qos>
    When Bob disconnects
    And Bob reconnects with:
      | Topic Alias Maximum | 5 |
    Then Bob is accepted
    When Alice publishes "3" to "a" at QoS <qos>
    And Alice publishes "4" to "a" at QoS <qos>
    Then Bob receives "3" on "a" at QoS <qos>
    And Bob receives "4" on "a" at QoS <qos>

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:3.3.2-7 @direct
  Scenario: A message that is sent again on a connection without aliases has its topic in full
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Topic Alias Maximum     | 5  |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1
    And Alice publishes "2" to "a" at QoS 1
    Then Bob receives "1" and "2" in this order
    When Bob loses his connection
    And Bob reconnects
    Then Bob receives "1" on "a" with:
      | dup         | yes    |
      | Topic Alias | absent |
    And Bob receives "2" on "a" with:
      | dup         | yes    |
      | Topic Alias | absent |

  @MQTT-5.0:X-34 @monitor @cap:topic-alias
  Scenario: Client and broker may use the same alias for different topics
    Given MQTT 5.0
    And Bob is connected with:
      | Topic Alias Maximum | 1 |
    And Alice is connected
    And Alice subscribes to "b" at QoS 1
    And Bob subscribes to "a" at QoS 1
    When Bob publishes "up" to "b" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "down 1" to "a" at QoS 1
    And Alice publishes "down 2" to "a" at QoS 1
    And Bob publishes "up again" to "" at QoS 1 with:
      | Topic Alias | 1 |
    Then Bob receives "down 1" on "a"
    And Bob receives "down 2" on "a"
    And Alice receives "up" on "b"
    And Alice receives "up again" on "b"
