Feature: Topic aliases of the client
  A client of MQTT 5.0 can give a topic a number, with a PUBLISH that has both, and then leave the name out.
  The broker says in CONNACK how high the numbers may be. They belong to one connection and one direction:
  on a new connection, and for what the broker sends, they mean nothing.

  @MQTT-5.0:3.3.2-12 @must @server @direct @cap:topic-alias
  Scenario Outline: An alias stands for its topic at QoS <qos>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a/b" at QoS <qos>
    When Alice publishes "1" to "a/b" at QoS <qos> with:
      | Topic Alias | 1 |
    And Alice publishes "2" to "" at QoS <qos> with:
      | Topic Alias | 1 |
    And Alice publishes "3" to "" at QoS <qos> with:
      | Topic Alias | 1 |
    Then Bob receives "1" on "a/b" at QoS <qos>
    And Bob receives "2" on "a/b" at QoS <qos>
    And Bob receives "3" on "a/b" at QoS <qos>

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:3.3.2-12 @must @server @direct @cap:topic-alias
  Scenario: The highest alias that the broker allows is taken
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1 with the highest alias that the broker allows
    And Alice publishes "2" to "" at QoS 1 with the highest alias that the broker allows
    Then Bob receives "1" on "a"
    And Bob receives "2" on "a"

  @MQTT-5.0:3.3.2-12 @must @server @direct @cap:topic-alias
  Scenario: Several aliases stand for several topics, or for the same
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a/#" at QoS 1
    When Alice publishes "1" to "a/1" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "2" to "a/2" at QoS 1 with:
      | Topic Alias | 2 |
    And Alice publishes "3" to "a/1" at QoS 1 with:
      | Topic Alias | 3 |
    And Alice publishes "4" to "" at QoS 1 with:
      | Topic Alias | 2 |
    And Alice publishes "5" to "" at QoS 1 with:
      | Topic Alias | 3 |
    And Alice publishes "6" to "" at QoS 1 with:
      | Topic Alias | 1 |
    Then Bob receives "1" on "a/1"
    And Bob receives "2" on "a/2"
    And Bob receives "3" on "a/1"
    And Bob receives "4" on "a/2"
    And Bob receives "5" on "a/1"
    And Bob receives "6" on "a/1"

  @MQTT-5.0:X-33 @must @server @direct @cap:topic-alias
  Scenario: An alias that is sent with another topic means that topic from then on
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a/#" at QoS 1
    When Alice publishes "1" to "a/1" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "2" to "a/2" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "3" to "" at QoS 1 with:
      | Topic Alias | 1 |
    Then Bob receives "1" on "a/1"
    And Bob receives "2" on "a/2"
    And Bob receives "3" on "a/2"

  @MQTT-5.0:X-33 @must @server @direct @cap:topic-alias
  Scenario: The topic may still be sent in full, with and without the alias
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a/#" at QoS 1
    When Alice publishes "1" to "a/1" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "2" to "a/1" at QoS 1
    And Alice publishes "3" to "a/1" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "4" to "a/2" at QoS 1
    And Alice publishes "5" to "" at QoS 1 with:
      | Topic Alias | 1 |
    Then Bob receives "1" on "a/1"
    And Bob receives "2" on "a/1"
    And Bob receives "3" on "a/1"
    And Bob receives "4" on "a/2"
    And Bob receives "5" on "a/1"

  @MQTT-5.0:3.3.2-12 @must @server @direct @cap:topic-alias
  Scenario: Two clients may use the same alias for different topics
    Given MQTT 5.0
    And Alice, Bob and Carol are connected
    And Bob subscribes to "a/#" at QoS 1
    When Alice publishes "1" to "a/1" at QoS 1 with:
      | Topic Alias | 1 |
    And Carol publishes "2" to "a/2" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "3" to "" at QoS 1 with:
      | Topic Alias | 1 |
    And Carol publishes "4" to "" at QoS 1 with:
      | Topic Alias | 1 |
    Then Bob receives "1" on "a/1"
    And Bob receives "2" on "a/2"
    And Bob receives "3" on "a/1"
    And Bob receives "4" on "a/2"

  @MQTT-5.0:3.3.2-12 @must @server @direct @cap:topic-alias @cap:retain
  Scenario: A message with an alias alone is retained for the topic that it stands for
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "1" to "a" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "kept" to "" at QoS 1 retained with:
      | Topic Alias | 1 |
    When Bob subscribes to "a" at QoS 1
    Then Bob receives "kept" on "a" with:
      | retain | yes |

  @MQTT-5.0:X-34 @MQTT-5.0:3.3.2-11 @must @server @direct @cap:topic-alias
  Scenario: The alias is not passed on to subscribers that allow none
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "1" to "a" at QoS 1 with:
      | Topic Alias | 1 |
    And Alice publishes "2" to "" at QoS 1 with:
      | Topic Alias | 1 |
    Then Bob receives "1" on "a" with:
      | Topic Alias | absent |
    And Bob receives "2" on "a" with:
      | Topic Alias | absent |

  @MQTT-5.0:3.3.2-7 @MQTT-5.0:X-32 @must @server @negative @cap:topic-alias
  Scenario: An alias of the connection before means nothing on a new one
    Given MQTT 5.0
    And Bob is connected
    And Bob subscribes to "a" at QoS 1
    And Alice is connected with:
      | Session Expiry Interval | 60 |
    When Alice publishes "1" to "a" at QoS 1 with:
      | Topic Alias | 1 |
    Then Bob receives "1" on "a"
    When Alice disconnects
    And Alice reconnects
    Then Alice is accepted
    When Alice sends PUBLISH with:
      | topic       |   |
      | Topic Alias | 1 |
    Then the broker ends the connection of Alice as protocol error
    And Bob receives nothing more
    And nobody else is disturbed
