Feature: The wildcard for many levels
  The number sign stands for all levels from its place on: for none, one or many. It is the last character
  of its filter and has a level to itself. The level before it belongs to what it matches: `sport/#`
  matches `sport` too.

  @must @server @direct @cap:wildcard-subscriptions
  Scenario Outline: The filter "<filter>" matches the topic "<topic>"
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "<filter>"
    When Alice publishes "x" to "<topic>"
    Then Bob receives "x" on "<topic>"
    And Bob receives nothing more

    @MQTT-5.0:X-59 @MQTT-5.0:4.7.1-1
    Examples:
      | version | filter    | topic                    |
      | 5.0     | sport/#   | sport                    |
      | 5.0     | sport/#   | sport/                   |
      | 5.0     | sport/#   | sport/tennis             |
      | 5.0     | sport/#   | sport/tennis/one/ranking |
      | 5.0     | sport/#   | sport//ranking           |
      | 5.0     | #         | sport/tennis             |
      | 5.0     | sport/+/# | sport/tennis             |
      | 5.0     | sport//#  | sport//                  |

    @MQTT-3.1.1:X-59 @MQTT-3.1.1:4.7.1-2
    Examples:
      | version | filter    | topic                    |
      | 3.1.1   | sport/#   | sport                    |
      | 3.1.1   | sport/#   | sport/                   |
      | 3.1.1   | sport/#   | sport/tennis             |
      | 3.1.1   | sport/#   | sport/tennis/one/ranking |
      | 3.1.1   | sport/#   | sport//ranking           |
      | 3.1.1   | #         | sport/tennis             |
      | 3.1.1   | sport/+/# | sport/tennis             |
      | 3.1.1   | sport//#  | sport//                  |

    @MQTT-3.1:TOPIC-01
    Examples:
      | version | filter    | topic                    |
      | 3.1     | sport/#   | sport                    |
      | 3.1     | sport/#   | sport/tennis             |
      | 3.1     | sport/#   | sport/tennis/one/ranking |
      | 3.1     | #         | sport/tennis             |
      | 3.1     | sport/+/# | sport/tennis             |

  @must @server @direct @cap:wildcard-subscriptions
  Scenario Outline: The filter "<filter>" does not match the topic "<topic>"
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "<filter>"
    When Alice publishes "x" to "<topic>"
    Then Bob receives nothing more

    @MQTT-5.0:4.7.1-1
    Examples:
      | version | filter    | topic        |
      | 5.0     | sport/#   | sports       |
      | 5.0     | sport/#   | Sport/tennis |
      | 5.0     | sport/#   | /sport       |
      | 5.0     | sport/#   | a/sport/b    |
      | 5.0     | sport/+/# | sport        |

    @MQTT-3.1.1:4.7.1-2
    Examples:
      | version | filter    | topic        |
      | 3.1.1   | sport/#   | sports       |
      | 3.1.1   | sport/#   | Sport/tennis |
      | 3.1.1   | sport/#   | /sport       |
      | 3.1.1   | sport/#   | a/sport/b    |
      | 3.1.1   | sport/+/# | sport        |

    @MQTT-3.1:TOPIC-01
    Examples:
      | version | filter  | topic     |
      | 3.1     | sport/# | sports    |
      | 3.1     | sport/# | a/sport/b |

  @must @server @negative @cap:wildcard-subscriptions
  Scenario Outline: The filter "<filter>" is invalid
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter | <filter> |
    Then the broker refuses the filter of Alice
    And nobody else is disturbed

    @MQTT-5.0:4.7.1-1
    Examples:
      | version | filter          |
      | 5.0     | sport#          |
      | 5.0     | sport/tennis#   |
      | 5.0     | sport/#/ranking |
      | 5.0     | sport/#/        |
      | 5.0     | sport/#/#       |
      | 5.0     | sport/##        |
      | 5.0     | sport/+#        |
      | 5.0     | sport/#+        |

    @MQTT-3.1.1:4.7.1-2
    Examples:
      | version | filter          |
      | 3.1.1   | sport#          |
      | 3.1.1   | sport/tennis#   |
      | 3.1.1   | sport/#/ranking |
      | 3.1.1   | sport/#/        |
      | 3.1.1   | sport/#/#       |
      | 3.1.1   | sport/##        |
      | 3.1.1   | sport/+#        |
      | 3.1.1   | sport/#+        |

    @MQTT-3.1:TOPIC-01
    Examples:
      | version | filter          |
      | 3.1     | sport#          |
      | 3.1     | sport/#/ranking |
