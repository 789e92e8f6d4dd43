Feature: Properties of a message that break the rules
  A Response Topic is the name of a topic and has to be one; text is UTF-8; a Payload Format Indicator is
  0 or 1. For a Response Topic or a text that is wrong the broker ends the connection. An indicator without
  meaning, or a payload that is no text although the indicator says so, it may turn down but need not.

  @MQTT-5.0:3.3.2-14 @must @client @negative
  Scenario Outline: A Response Topic with a wildcard ends the connection: <topic>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic          | a       |
      | Response Topic | <topic> |
    Then the broker ends the connection of Alice as topic name invalid
    And Bob receives nothing more
    And nobody else is disturbed

    Examples:
      | topic         |
      | #             |
      | answers/#     |
      | answers/+/all |
      | +             |

  @must @client @negative
  Scenario Outline: A <property> that is no UTF-8 ends the connection: <bytes>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.3.2-13
    Examples:
      | property       | bytes                               |
      | Response Topic | 30 09 00 01 61 05 08 00 02 C3 28    |
      | Response Topic | 30 0A 00 01 61 06 08 00 03 ED A0 80 |
      | Response Topic | 30 09 00 01 61 05 08 00 02 62 00    |

    @MQTT-5.0:3.3.2-19
    Examples:
      | property     | bytes                               |
      | Content Type | 30 09 00 01 61 05 03 00 02 C3 28    |
      | Content Type | 30 0A 00 01 61 06 03 00 03 ED A0 80 |
      | Content Type | 30 09 00 01 61 05 03 00 02 62 00    |

  @MQTT-5.0:3.3.2-4 @may @client @negative
  Scenario Outline: Payload Format Indicator <value> means nothing, and may end the connection
    Given MQTT 5.0
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic                    | a       |
      | Payload Format Indicator | <value> |
    Then the broker may end the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    Examples:
      | value |
      | 2     |
      | 255   |

  @MQTT-5.0:3.3.2-4 @may @client @negative
  Scenario: A payload that is no text where the indicator says so may end the connection
    Given MQTT 5.0
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic                    | a       |
      | payload                  | 0xC3 28 |
      | Payload Format Indicator | 1       |
    Then the broker may end the connection of Alice as payload format invalid
    And nobody else is disturbed
