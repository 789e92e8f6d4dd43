Feature: Comparison of topics
  Topics are compared byte for byte. Case counts, a slash at either end makes a level of its own, spaces
  are characters like others, and two ways to write the same letter in Unicode are two topics. Nothing is
  trimmed, folded or normalised, on the way to the comparison or to the subscriber.

  @must @server @direct
  Scenario Outline: The topic "<topic>" is taken as it is
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob sends SUBSCRIBE with:
      | filter | <topic> |
    And Bob receives SUBACK
    When Alice sends PUBLISH with:
      | topic   | <topic> |
      | payload | x       |
    Then Bob receives PUBLISH with:
      | topic   | <topic> |
      | payload | x       |

    @MQTT-5.0:4.7.3-4
    Examples:
      | version | topic                      |
      | 5.0     | Accounts payable           |
      | 5.0     | /finance                   |
      | 5.0     | finance/                   |
      | 5.0     | a//b                       |
      | 5.0     | ///                        |
      | 5.0     | a/ /b                      |
      | 5.0     | caf\u{e9}                  |
      | 5.0     | cafe\u{301}                |
      | 5.0     | \u{1f600}/\u{4e2d}\u{6587} |
      | 5.0     | a/$b/c                     |

    @MQTT-3.1.1:4.7.3-4
    Examples:
      | version | topic                      |
      | 3.1.1   | Accounts payable           |
      | 3.1.1   | /finance                   |
      | 3.1.1   | finance/                   |
      | 3.1.1   | a//b                       |
      | 3.1.1   | ///                        |
      | 3.1.1   | a/ /b                      |
      | 3.1.1   | caf\u{e9}                  |
      | 3.1.1   | cafe\u{301}                |
      | 3.1.1   | \u{1f600}/\u{4e2d}\u{6587} |
      | 3.1.1   | a/$b/c                     |

    @MQTT-3.1:TOPIC-03 @MQTT-3.1:FORMAT-07
    Examples:
      | version | topic                      |
      | 3.1     | Accounts payable           |
      | 3.1     | /finance                   |
      | 3.1     | a//b                       |
      | 3.1     | \u{1f600}/\u{4e2d}\u{6587} |

  @must @server @direct
  Scenario Outline: "<filter>" and "<topic>" are different topics
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob sends SUBSCRIBE with:
      | filter | <filter> |
    And Bob receives SUBACK
    When Alice sends PUBLISH with:
      | topic   | <topic> |
      | payload | x       |
    And Alice publishes "fence" to "fence"
    Then Bob receives nothing more

    @MQTT-5.0:4.7.3-4
    Examples:
      | version | filter    | topic       |
      | 5.0     | ACCOUNTS  | Accounts    |
      | 5.0     | finance   | /finance    |
      | 5.0     | finance   | finance/    |
      | 5.0     | a/b       | a//b        |
      | 5.0     | a/b       | a/b%20      |
      | 5.0     | a/b       | a/ b        |
      | 5.0     | caf\u{e9} | cafe\u{301} |
      | 5.0     | \u{212b}  | \u{c5}      |

    @MQTT-3.1.1:4.7.3-4
    Examples:
      | version | filter    | topic       |
      | 3.1.1   | ACCOUNTS  | Accounts    |
      | 3.1.1   | finance   | /finance    |
      | 3.1.1   | finance   | finance/    |
      | 3.1.1   | a/b       | a//b        |
      | 3.1.1   | a/b       | a/b%20      |
      | 3.1.1   | a/b       | a/ b        |
      | 3.1.1   | caf\u{e9} | cafe\u{301} |
      | 3.1.1   | \u{212b}  | \u{c5}      |

    @MQTT-3.1:TOPIC-03
    Examples:
      | version | filter   | topic    |
      | 3.1     | ACCOUNTS | Accounts |
      | 3.1     | finance  | /finance |
