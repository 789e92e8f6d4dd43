Feature: Subscription options and what a broker does not offer
  Next to the QoS, a subscription of MQTT 5.0 says how it is to be served: No Local keeps a client's own
  messages away from it, a Subscription Identifier comes back with each message so that the client knows
  which subscription it is for. A broker says in CONNACK which kinds of subscriptions it does not offer,
  and turns those down with the reason code that belongs to them.

  @MQTT-5.0:3.8.3-3 @must @server @direct
  Scenario Outline: With No Local a client does not get back what it published at QoS <qos>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice subscribes to "a/#" with:
      | qos      | <qos> |
      | No Local | yes   |
    And Bob subscribes to "a/#" at QoS <qos>
    When Alice publishes "own" to "a/b" at QoS <qos>
    And Bob receives "own" on "a/b" at QoS <qos>
    And Bob publishes "foreign" to "a/b" at QoS <qos>
    Then Alice receives "foreign" on "a/b" at QoS <qos>
    And Alice receives nothing more

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:3.8.3-3 @must @server @direct
  Scenario: No Local goes by the client identifier, also after a reconnect
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 60 |
    And Alice subscribes to "a" with:
      | No Local | yes |
    When Alice loses her connection
    And Alice reconnects with:
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | yes |
    When Alice publishes "own" to "a"
    Then Alice receives nothing more

  @MQTT-5.0:3.8.3-3 @must @server @direct
  Scenario: Without No Local a client gets back its own messages
    Given MQTT 5.0
    And Alice is connected
    And Alice subscribes to "a" with:
      | No Local | no |
    When Alice publishes "own" to "a"
    Then Alice receives "own" on "a"

  @MQTT-5.0:3.8.3-4 @must @client @negative @cap:shared-subscriptions
  Scenario: No Local on a shared subscription is a protocol error
    Given MQTT 5.0
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter   | $share/group/a |
      | no local | yes            |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

  @MQTT-5.0:X-44 @must @server @direct @cap:subscription-identifiers
  Scenario Outline: Subscription Identifier <identifier> comes back with each message as it was
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" with:
      | Subscription Identifier | <identifier> |
    When Alice publishes "x" to "a"
    Then Bob receives "x" on "a" with:
      | Subscription Identifier | <identifier> |

    Examples:
      | identifier |
      | 1          |
      | 127        |
      | 128        |
      | 16383      |
      | 16384      |
      | 2097151    |
      | 2097152    |
      | 268435455  |

  @MQTT-5.0:X-43 @must @client @negative
  Scenario: Subscription Identifier 0 is a protocol error
    Given MQTT 5.0
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter                  | a |
      | Subscription Identifier | 0 |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

  @MQTT-5.0:X-28 @must @server @direct @cap:wildcard-subscriptions-unavailable
  Scenario Outline: A broker without wildcard subscriptions turns "<filter>" down
    Given MQTT 5.0
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter | <filter> |
    Then the broker answers Alice as wildcard subscriptions not supported
    And nobody else is disturbed

    Examples:
      | filter |
      | a/#    |
      | +/a    |

  @MQTT-5.0:X-29 @must @server @direct @cap:subscription-identifiers-unavailable
  Scenario: A broker without subscription identifiers turns one down
    Given MQTT 5.0
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter                  | a |
      | Subscription Identifier | 5 |
    Then the broker answers Alice as subscription identifiers not supported
    And nobody else is disturbed

  @MQTT-5.0:X-30 @must @server @direct @cap:shared-subscriptions-unavailable
  Scenario: A broker without shared subscriptions turns one down
    Given MQTT 5.0
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter | $share/group/a |
    Then the broker answers Alice as shared subscriptions not supported
    And nobody else is disturbed

  @MQTT-3.1.1:3.8.3-2 @must @server @direct @cap:wildcard-subscriptions-unavailable
  Scenario Outline: In MQTT 3.1.1, a broker without wildcard subscriptions answers "<filter>" with a failure
    Given MQTT 3.1.1
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter | <filter> |
    Then Alice receives SUBACK with:
      | return code | 0x80 |

    Examples:
      | filter |
      | a/#    |
      | +/a    |

  @MQTT-3.1.1:3.8.3-2 @must @server @direct @cap:wildcard-subscriptions
  Scenario: In MQTT 3.1.1, a broker that grants a filter with wildcards serves it
    Given MQTT 3.1.1
    And Alice and Bob are connected
    When Bob sends SUBSCRIBE with:
      | filter | a/+/c/# |
      | qos    | 1       |
    Then Bob receives SUBACK with:
      | return code | 1 |
    When Alice publishes "x" to "a/b/c/d" at QoS 1
    Then Bob receives "x" on "a/b/c/d" at QoS 1

  @MQTT-3.1:SUBSCRIBE-04 @must @server @direct @config:denied-topic
  Scenario: In MQTT 3.1, a subscription without permission has an ordinary answer
    Given MQTT 3.1
    And a broker configured with:
      | denied topic | denied |
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | packet identifier | 10     |
      | raw filter        | denied |
      | qos               | 1      |
    Then Alice receives SUBACK with:
      | packet identifier | 10          |
      | return code       | 0 or 1 or 2 |
    And Alice receives nothing more
