Feature: The wildcard for one level
  The plus sign stands for exactly one level, an empty one included, at any place in the filter. It fills
  its level: together with other characters it has no meaning, and the filter is invalid.

  @must @server @direct @cap:wildcard-subscriptions
  Scenario Outline: The filter "<filter>" matches the topic "<topic>"
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "<filter>"
    When Alice publishes "x" to "<topic>"
    Then Bob receives "x" on "<topic>"
    And Bob receives nothing more

    @MQTT-5.0:X-60 @MQTT-5.0:4.7.1-2
    Examples:
      | version | filter         | topic            |
      | 5.0     | sport/+        | sport/tennis     |
      | 5.0     | sport/+        | sport/           |
      | 5.0     | +              | sport            |
      | 5.0     | +/+            | /finance         |
      | 5.0     | /+             | /finance         |
      | 5.0     | +/tennis/+     | sport/tennis/one |
      | 5.0     | sport/+/one    | sport//one       |
      | 5.0     | sport/+/+/rank | sport/a/b/rank   |
      | 5.0     | +/tennis/#     | sport/tennis     |

    @MQTT-3.1.1:X-60 @MQTT-3.1.1:4.7.1-3
    Examples:
      | version | filter         | topic            |
      | 3.1.1   | sport/+        | sport/tennis     |
      | 3.1.1   | sport/+        | sport/           |
      | 3.1.1   | +              | sport            |
      | 3.1.1   | +/+            | /finance         |
      | 3.1.1   | /+             | /finance         |
      | 3.1.1   | +/tennis/+     | sport/tennis/one |
      | 3.1.1   | sport/+/one    | sport//one       |
      | 3.1.1   | sport/+/+/rank | sport/a/b/rank   |
      | 3.1.1   | +/tennis/#     | sport/tennis     |

    @MQTT-3.1:TOPIC-02
    Examples:
      | version | filter     | topic            |
      | 3.1     | sport/+    | sport/tennis     |
      | 3.1     | sport/+    | sport/           |
      | 3.1     | +/+        | /finance         |
      | 3.1     | +/tennis/+ | sport/tennis/one |

  @must @server @direct @cap:wildcard-subscriptions
  Scenario Outline: The filter "<filter>" does not match the topic "<topic>"
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "<filter>"
    When Alice publishes "x" to "<topic>"
    Then Bob receives nothing more

    @MQTT-5.0:X-60 @MQTT-5.0:4.7.1-2
    Examples:
      | version | filter      | topic            |
      | 5.0     | sport/+     | sport            |
      | 5.0     | sport/+     | sport/tennis/one |
      | 5.0     | sport/+     | sport/tennis/    |
      | 5.0     | +           | /finance         |
      | 5.0     | +/tennis    | tennis           |
      | 5.0     | sport/+/one | sport/one        |

    @MQTT-3.1.1:X-60 @MQTT-3.1.1:4.7.1-3
    Examples:
      | version | filter      | topic            |
      | 3.1.1   | sport/+     | sport            |
      | 3.1.1   | sport/+     | sport/tennis/one |
      | 3.1.1   | sport/+     | sport/tennis/    |
      | 3.1.1   | +           | /finance         |
      | 3.1.1   | +/tennis    | tennis           |
      | 3.1.1   | sport/+/one | sport/one        |

    @MQTT-3.1:TOPIC-02
    Examples:
      | version | filter  | topic            |
      | 3.1     | sport/+ | sport            |
      | 3.1     | sport/+ | sport/tennis/one |

  @must @server @negative @cap:wildcard-subscriptions
  Scenario Outline: The filter "<filter>" is invalid
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter | <filter> |
    Then the broker refuses the filter of Alice
    And nobody else is disturbed

    @MQTT-5.0:4.7.1-2
    Examples:
      | version | filter   |
      | 5.0     | sport+   |
      | 5.0     | +sport   |
      | 5.0     | a/sport+ |
      | 5.0     | a/+b/c   |
      | 5.0     | a/++     |

    @MQTT-3.1.1:4.7.1-3
    Examples:
      | version | filter   |
      | 3.1.1   | sport+   |
      | 3.1.1   | +sport   |
      | 3.1.1   | a/sport+ |
      | 3.1.1   | a/+b/c   |
      | 3.1.1   | a/++     |

    @MQTT-3.1:TOPIC-02
    Examples:
      | version | filter |
      | 3.1     | sport+ |
      | 3.1     | a/+b/c |
