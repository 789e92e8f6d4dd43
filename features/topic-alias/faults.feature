@must @client @negative
Feature: Topic aliases that break the rules
  An alias is a number from 1 to the maximum of the receiver, and it stands for nothing before it has been
  sent with a topic. A broker ends the connection of a client that sends anything else, and DISCONNECT names
  the alias as the reason.

  @MQTT-5.0:3.3.2-8
  Scenario Outline: Alias 0 ends the connection, with topic "<topic>"
    Given MQTT 5.0
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic       | <topic> |
      | Topic Alias | 0       |
    Then the broker ends the connection of Alice as topic alias invalid
    And nobody else is disturbed

    Examples:
      | topic |
      | a     |
      |       |

  @MQTT-5.0:3.3.2-9
  Scenario: An alias above the broker's maximum ends the connection
    Given MQTT 5.0
    And Alice is connected
    When Alice sends a PUBLISH with a topic alias above the broker's Topic Alias Maximum
    Then the broker ends the connection of Alice as topic alias invalid
    And nobody else is disturbed

  @MQTT-5.0:X-31
  Scenario Outline: A PUBLISH of QoS <qos> with neither topic nor alias ends the connection
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "#" at QoS 2
    When Alice sends PUBLISH with:
      | topic |       |
      | qos   | <qos> |
    Then the broker ends the connection of Alice as protocol error
    And Bob receives nothing more
    And nobody else is disturbed

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:X-32 @cap:topic-alias
  Scenario Outline: A PUBLISH of QoS <qos> with an alias that was never set ends the connection
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "#" at QoS 2
    When Alice sends PUBLISH with:
      | topic       |       |
      | qos         | <qos> |
      | Topic Alias | 1     |
    Then the broker ends the connection of Alice as protocol error
    And Bob receives nothing more
    And nobody else is disturbed

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:X-34 @MQTT-5.0:X-32 @cap:topic-alias
  Scenario: An alias that another client has set is none
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob publishes "1" to "a" at QoS 1 with:
      | Topic Alias | 1 |
    When Alice sends PUBLISH with:
      | topic       |   |
      | Topic Alias | 1 |
    Then the broker ends the connection of Alice as protocol error
    And the connection of Bob is still open
    And nobody else is disturbed
