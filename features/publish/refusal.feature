Feature: Messages that a broker turns down
  Some messages break the rules, others are only not wanted: the client may lack the permission, or the
  broker the room. The first end the connection. Of the second, MQTT 5.0 can say so in the acknowledgement;
  before, a broker could only acknowledge as if all were well, or close.

  @must @client @negative
  Scenario Outline: QoS 3 ends the connection, with DUP <dup>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "#" at QoS 2
    When Alice sends PUBLISH with:
      | topic | a     |
      | qos   | 3     |
      | dup   | <dup> |
    Then the broker ends the connection of Alice as malformed packet
    And Bob receives nothing more
    And nobody else is disturbed

    @MQTT-5.0:3.3.1-4
    Examples:
      | version | dup |
      | 5.0     | no  |
      | 5.0     | yes |

    @MQTT-3.1.1:3.3.1-4
    Examples:
      | version | dup |
      | 3.1.1   | no  |
      | 3.1.1   | yes |

    @MQTT-3.1:FORMAT-04
    Examples:
      | version | dup |
      | 3.1     | no  |
      | 3.1     | yes |

  @MQTT-5.0:3.3.4-6 @must @client @negative
  Scenario Outline: A Subscription Identifier in a PUBLISH of QoS <qos> from a client is a protocol error
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice sends PUBLISH with:
      | topic                   | a     |
      | qos                     | <qos> |
      | Subscription Identifier | 1     |
    Then the broker ends the connection of Alice as protocol error
    And Bob receives nothing more
    And nobody else is disturbed

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-3.1.1:3.3.5-2 @must @server @direct @config:denied-topic
  Scenario Outline: In MQTT 3.1.1, a message of QoS <qos> without permission is acknowledged, or the connection ends
    Given MQTT 3.1.1
    And a broker configured with:
      | denied topic | denied |
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | raw topic | denied |
      | qos       | <qos>  |
    Then the broker answers Alice as publish not authorized
    And nobody else is disturbed

    Examples:
      | qos |
      | 1   |
      | 2   |

  @MQTT-3.1:PUBLISH-05 @must @server @direct @config:denied-topic
  Scenario Outline: In MQTT 3.1, a message of QoS <qos> without permission is acknowledged and goes nowhere
    Given MQTT 3.1
    And a broker configured with:
      | denied topic | denied |
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | raw topic | denied |
      | qos       | <qos>  |
    Then the broker answers Alice as publish not authorized
    And the connection of Alice is still open

    Examples:
      | qos |
      | 1   |
      | 2   |

  @MQTT-5.0:3.4.2-1 @must @server @direct @config:denied-topic
  Scenario: In MQTT 5.0, a message of QoS 1 without permission is refused by reason code
    Given MQTT 5.0
    And a broker configured with:
      | denied topic | denied |
    And Alice is connected
    When Alice sends PUBLISH with:
      | raw topic | denied |
      | qos       | 1      |
    Then the broker answers Alice as publish not authorized
    And nobody else is disturbed

  @MQTT-5.0:3.5.2-1 @must @server @direct @config:denied-topic
  Scenario: In MQTT 5.0, a message of QoS 2 without permission is refused by reason code
    Given MQTT 5.0
    And a broker configured with:
      | denied topic | denied |
    And Alice acknowledges by hand
    And Alice is connected
    When Alice sends PUBLISH with:
      | raw topic | denied |
      | qos       | 2      |
    Then the broker answers Alice as publish not authorized
    And nobody else is disturbed
