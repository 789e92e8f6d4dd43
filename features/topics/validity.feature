Feature: Valid topic names and filters
  A topic name says where one message belongs; only filters have wildcards. Names and filters have at
  least one character and at most 65,535 bytes, and never the character U+0000, at which much software
  would cut them off.

  @must @client @negative
  Scenario Outline: The topic name "<topic>" is invalid because wildcards belong to filters
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic | <topic> |
    Then the broker ends the connection of Alice as topic name invalid
    And nobody else is disturbed

    @MQTT-5.0:4.7.0-1
    Examples:
      | version | topic |
      | 5.0     | a/#   |
      | 5.0     | a/+   |
      | 5.0     | +/b   |
      | 5.0     | a#b   |
      | 5.0     | a+    |

    @MQTT-3.1.1:4.7.1-1
    Examples:
      | version | topic |
      | 3.1.1   | a/#   |
      | 3.1.1   | a/+   |
      | 3.1.1   | +/b   |
      | 3.1.1   | a#b   |
      | 3.1.1   | a+    |

  @must @server @negative
  Scenario Outline: The empty topic name is invalid
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | raw topic |  |
    Then the broker ends the connection of Alice as <rule>
    And nobody else is disturbed

    @MQTT-5.0:4.7.3-1 @MQTT-5.0:X-31
    Examples:
      | version | rule           |
      | 5.0     | protocol error |

    @MQTT-3.1.1:4.7.3-1
    Examples:
      | version | rule               |
      | 3.1.1   | topic name invalid |

  @must @server @negative
  Scenario Outline: The empty filter is invalid
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | raw filter |  |
    Then the broker refuses the filter of Alice
    And nobody else is disturbed

    @MQTT-5.0:4.7.3-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.7.3-1
    Examples:
      | version |
      | 3.1.1   |

  @must @server @negative
  Scenario Outline: A topic name does not have U+0000 in it
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic | <topic> |
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:4.7.3-2 @MQTT-5.0:1.5.4-2
    Examples:
      | version | topic    |
      | 5.0     | a\u{0}b  |
      | 5.0     | a/b\u{0} |

    @MQTT-3.1.1:4.7.3-2 @MQTT-3.1.1:1.5.3-2
    Examples:
      | version | topic    |
      | 3.1.1   | a\u{0}b  |
      | 3.1.1   | a/b\u{0} |

    @MQTT-3.1:TOPIC-03
    Examples:
      | version | topic   |
      | 3.1     | a\u{0}b |

  @must @server @negative
  Scenario Outline: A filter does not have U+0000 in it
    Given MQTT <version>
    And Alice is connected
    When Alice sends <packet> with:
      | filter | <filter> |
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:4.7.3-2 @MQTT-5.0:1.5.4-2
    Examples:
      | version | packet      | filter    |
      | 5.0     | SUBSCRIBE   | a\u{0}b   |
      | 5.0     | SUBSCRIBE   | a/\u{0}/# |
      | 5.0     | UNSUBSCRIBE | a\u{0}b   |

    @MQTT-3.1.1:4.7.3-2 @MQTT-3.1.1:1.5.3-2
    Examples:
      | version | packet      | filter    |
      | 3.1.1   | SUBSCRIBE   | a\u{0}b   |
      | 3.1.1   | SUBSCRIBE   | a/\u{0}/# |
      | 3.1.1   | UNSUBSCRIBE | a\u{0}b   |

  @may @server @direct
  Scenario Outline: A topic of 65535 bytes works or is refused, and does no harm
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | raw topic | "a" repeated 65535 times |
    Then the broker may end the connection of Alice as topic name invalid
    And nobody else is disturbed

    @MQTT-5.0:4.7.3-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.7.3-3
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: A topic of more than 255 bytes arrives whole
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob sends SUBSCRIBE with:
      | filter | "long" repeated 1000 times |
    And Bob receives SUBACK
    When Alice sends PUBLISH with:
      | topic   | "long" repeated 1000 times |
      | payload | x                          |
    Then Bob receives PUBLISH with:
      | topic   | "long" repeated 1000 times |
      | payload | x                          |

    @MQTT-5.0:4.7.3-4 @MQTT-5.0:4.7.3-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.7.3-4 @MQTT-3.1.1:4.7.3-3
    Examples:
      | version |
      | 3.1.1   |
