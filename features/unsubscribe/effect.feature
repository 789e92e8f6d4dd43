Feature: What UNSUBSCRIBE ends and what it does not
  UNSUBSCRIBE removes the subscription whose filter is the same, character for character. Filters that
  merely match the same topics stay. Nothing new is queued for what was removed; but a delivery at QoS 1
  or 2 that has begun is a promise to the publisher, and is finished.

  @must @server @direct
  Scenario Outline: After UNSUBACK no message comes for the filter
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <qos>
    And Alice publishes "before" to "a" at QoS <qos>
    And Bob receives "before" on "a" at QoS <qos>
    When Bob unsubscribes from "a"
    And Alice publishes "after" to "a" at QoS <qos>
    Then Bob receives nothing more

    @MQTT-5.0:3.10.4-2
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.10.4-2
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:UNSUBSCRIBE-02
    Examples:
      | version | qos |
      | 3.1     | 0   |
      | 3.1     | 2   |

  @must @server @direct
  Scenario Outline: UNSUBSCRIBE from "<other>" leaves "<filter>" alone
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "<filter>"
    When Bob unsubscribes from "<other>"
    And Alice publishes "x" to "a/b"
    Then Bob receives "x" on "a/b"

    @MQTT-5.0:3.10.4-1
    Examples:
      | version | filter | other |
      | 5.0     | a/b    | a/#   |
      | 5.0     | a/b    | a/+   |
      | 5.0     | a/b    | a/B   |
      | 5.0     | a/b    | a/b/  |
      | 5.0     | a/+    | a/b   |
      | 5.0     | a/#    | a/+   |
      | 5.0     | a/#    | a/b/# |

    @MQTT-3.1.1:3.10.4-1
    Examples:
      | version | filter | other |
      | 3.1.1   | a/b    | a/#   |
      | 3.1.1   | a/b    | a/+   |
      | 3.1.1   | a/b    | a/B   |
      | 3.1.1   | a/b    | a/b/  |
      | 3.1.1   | a/+    | a/b   |
      | 3.1.1   | a/#    | a/+   |
      | 3.1.1   | a/#    | a/b/# |

  @must @server @direct
  Scenario Outline: A filter with wildcards is removed by the same text
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a/+/c/#"
    When Bob unsubscribes from "a/+/c/#"
    And Alice publishes "x" to "a/b/c/d"
    Then Bob receives nothing more

    @MQTT-5.0:3.10.4-1 @MQTT-5.0:3.10.4-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.10.4-1 @MQTT-3.1.1:3.10.4-2
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: UNSUBSCRIBE concerns the client that sends it
    Given MQTT <version>
    And Alice, Bob and Carol are connected
    And Bob subscribes to "a"
    And Carol subscribes to "a"
    When Bob unsubscribes from "a"
    And Alice publishes "x" to "a"
    Then Carol receives "x" on "a"
    And Bob receives nothing more

    @MQTT-5.0:3.10.4-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.10.4-1
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: A delivery at QoS 2 that has begun is finished
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS 2
    And Alice publishes "begun" to "a" at QoS 2
    And Bob receives "begun" on "a" at QoS 2
    When Bob unsubscribes from "a"
    And Bob sends PUBREC with:
      | packet identifier | that of "begun" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "begun" |
    When Bob sends PUBCOMP with:
      | packet identifier | that of "begun" |
    Then Bob receives nothing more

    @MQTT-5.0:3.10.4-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.10.4-3
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: A delivery at QoS <qos> that has begun is sent again after a reconnect
    Given MQTT <version>
    And Alice is connected
    And Bob is connected with:
      | <keep field> | <keep value> |
      | clean start  | no           |
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS <qos>
    And Alice publishes "begun" to "a" at QoS <qos>
    And Bob receives "begun" on "a" at QoS <qos>
    When Bob unsubscribes from "a"
    And Bob loses his connection
    And Bob reconnects with:
      | <keep field> | <keep value> |
      | clean start  | no           |
    Then Bob is accepted
    And Bob receives "begun" on "a" with:
      | qos | <qos> |
      | dup | yes   |

    @MQTT-5.0:3.10.4-3
    Examples:
      | version | qos | keep field              | keep value |
      | 5.0     | 1   | Session Expiry Interval | 60         |
      | 5.0     | 2   | Session Expiry Interval | 60         |

    @MQTT-3.1.1:3.10.4-3
    Examples:
      | version | qos | keep field | keep value |
      | 3.1.1   | 1   | keep alive | 60         |
      | 3.1.1   | 2   | keep alive | 60         |
