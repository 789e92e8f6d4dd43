Feature: Topics that begin with a dollar sign
  Brokers keep topics that begin with $ for themselves: what they say about themselves stands there, and
  a client that asks for everything is spared it. A filter that begins with a wildcard never matches such a
  topic; one has to ask for it by name. Clients should not use these topics to talk to each other.

  @must @server @direct @cap:wildcard-subscriptions
  Scenario Outline: The filter "<filter>" matches no topic that begins with $
    Given MQTT <version>
    And Alice and Bob are connected
    When Bob sends SUBSCRIBE with:
      | raw filter | <filter> |
    Then Bob receives SUBACK
    When Alice sends PUBLISH with:
      | raw topic | <topic> |
      | payload   | x       |
    And Alice sends PUBLISH with:
      | raw topic | <other topic> |
      | payload   | y             |
    Then Bob at last receives PUBLISH with:
      | raw topic | <other topic> |
    And no topic that Bob received begins with "$"

    @MQTT-5.0:4.7.2-1
    Examples:
      | version | filter       | topic           | other topic    |
      | 5.0     | #            | $assaymq-5a     | assaymq-5a     |
      | 5.0     | +/assaymq-5b | $own/assaymq-5b | own/assaymq-5b |
      | 5.0     | +            | $assaymq-5c     | assaymq-5c     |

    @MQTT-3.1.1:4.7.2-1
    Examples:
      | version | filter       | topic           | other topic    |
      | 3.1.1   | #            | $assaymq-4a     | assaymq-4a     |
      | 3.1.1   | +/assaymq-4b | $own/assaymq-4b | own/assaymq-4b |
      | 3.1.1   | +            | $assaymq-4c     | assaymq-4c     |

  @MQTT-3.1:TOPIC-04 @may @server @direct
  Scenario: In MQTT 3.1, no rule keeps wildcards from topics that begin with $, and brokers follow MQTT 3.1.1
    Given MQTT 3.1
    And Alice and Bob are connected
    When Bob sends SUBSCRIBE with:
      | raw filter | +/assaymq-3b |
    Then Bob receives SUBACK
    When Alice sends PUBLISH with:
      | raw topic | $own/assaymq-3b |
      | payload   | x               |
    And Alice sends PUBLISH with:
      | raw topic | own/assaymq-3b |
      | payload   | y              |
    Then Bob receives PUBLISH with:
      | raw topic | own/assaymq-3b |
    And no topic that Bob received begins with "$"

  @should @server @direct
  Scenario Outline: Clients do not exchange messages over a topic that begins with $
    Given MQTT <version>
    And Alice and Bob are connected
    When Bob sends SUBSCRIBE with:
      | raw filter | <topic> |
    Then Bob receives SUBACK
    When Alice sends PUBLISH with:
      | raw topic | <topic> |
      | payload   | x       |
    Then Bob does not receive "x"

    @MQTT-5.0:X-61
    Examples:
      | version | topic         |
      | 5.0     | $assaymq/talk |

    @MQTT-3.1.1:X-61
    Examples:
      | version | topic         |
      | 3.1.1   | $assaymq/talk |
