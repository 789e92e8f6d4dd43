Feature: The topic name of a message
  Each PUBLISH names the topic of its message, as text and without wildcards. The broker passes the name
  on as it was: a subscriber with a wildcard in its filter learns from it which topic it was.

  @must @server @direct
  Scenario Outline: The topic name arrives as it was published: <topic>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "#"
    When Alice publishes "x" to "<topic>"
    Then Bob receives "x" on "<topic>"

    @MQTT-5.0:3.3.2-1 @MQTT-5.0:3.3.2-3
    Examples:
      | version | topic                  |
      | 5.0     | a                      |
      | 5.0     | a/b/c/d/e/f/g/h        |
      | 5.0     | with spaces/in it      |
      | 5.0     | ärger/κόσμε/漢字/😀       |
      | 5.0     | a//b/                  |
      | 5.0     | $inside/is not special |

    @MQTT-3.1.1:3.3.2-1 @MQTT-3.1.1:3.3.2-3
    Examples:
      | version | topic                  |
      | 3.1.1   | a                      |
      | 3.1.1   | a/b/c/d/e/f/g/h        |
      | 3.1.1   | with spaces/in it      |
      | 3.1.1   | ärger/κόσμε/漢字/😀       |
      | 3.1.1   | a//b/                  |
      | 3.1.1   | $inside/is not special |

    @MQTT-3.1:FORMAT-07
    Examples:
      | version | topic                  |
      | 3.1     | a                      |
      | 3.1     | a/b/c/d/e/f/g/h        |
      | 3.1     | with spaces/in it      |
      | 3.1     | ärger/κόσμε/漢字/😀       |
      | 3.1     | a//b/                  |
      | 3.1     | $inside/is not special |

  @must @client @negative
  Scenario Outline: A topic name that is no UTF-8 ends the connection: <fault>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.3.2-1
    Examples:
      | version | fault                      | bytes                         |
      | 5.0     | a stray continuation byte  | 30 06 00 02 61 80 00 78       |
      | 5.0     | a sequence that is cut     | 30 06 00 02 E2 82 00 78       |
      | 5.0     | an overlong form           | 30 06 00 02 C1 A1 00 78       |
      | 5.0     | a surrogate                | 30 07 00 03 ED A0 80 00 78    |
      | 5.0     | beyond the last code point | 30 08 00 04 F4 90 80 80 00 78 |

    @MQTT-3.1.1:3.3.2-1
    Examples:
      | version | fault                      | bytes                      |
      | 3.1.1   | a stray continuation byte  | 30 05 00 02 61 80 78       |
      | 3.1.1   | a sequence that is cut     | 30 05 00 02 E2 82 78       |
      | 3.1.1   | an overlong form           | 30 05 00 02 C1 A1 78       |
      | 3.1.1   | a surrogate                | 30 06 00 03 ED A0 80 78    |
      | 3.1.1   | beyond the last code point | 30 07 00 04 F4 90 80 80 78 |

  @must @client @negative
  Scenario Outline: A topic name with a wildcard ends the connection: <topic>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "#"
    When Alice sends PUBLISH with:
      | topic | <topic> |
    Then the broker ends the connection of Alice as topic name invalid
    And Bob receives nothing more
    And nobody else is disturbed

    @MQTT-5.0:3.3.2-2
    Examples:
      | version | topic |
      | 5.0     | #     |
      | 5.0     | a/#   |
      | 5.0     | a/+/b |
      | 5.0     | +     |
      | 5.0     | a/b#  |
      | 5.0     | a+b   |

    @MQTT-3.1.1:3.3.2-2
    Examples:
      | version | topic |
      | 3.1.1   | #     |
      | 3.1.1   | a/#   |
      | 3.1.1   | a/+/b |
      | 3.1.1   | +     |
      | 3.1.1   | a/b#  |
      | 3.1.1   | a+b   |

    @MQTT-3.1:PUBLISH-01
    Examples:
      | version | topic |
      | 3.1     | #     |
      | 3.1     | a/#   |
      | 3.1     | a/+/b |
      | 3.1     | +     |
      | 3.1     | a/b#  |
      | 3.1     | a+b   |

  @MQTT-3.1:PUBLISH-01 @must @client @negative
  Scenario: In MQTT 3.1 a topic name has at least one character
    Given MQTT 3.1
    And Alice is connected
    When Alice sends PUBLISH with:
      | raw topic |  |
    Then the broker ends the connection of Alice as topic name invalid
    And nobody else is disturbed

  @must @server @direct
  Scenario Outline: What a client receives matches its filter <filter>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "<filter>" at QoS 1
    When Alice publishes "wanted" to "<matching>" at QoS 1
    And Alice publishes "unwanted" to "<other>" at QoS 1
    Then Bob receives "wanted" on "<matching>"
    And Bob receives nothing more

    @MQTT-5.0:3.3.2-3
    Examples:
      | version | filter | matching | other |
      | 5.0     | a      | a        | b     |
      | 5.0     | a      | a        | a/b   |
      | 5.0     | a/b    | a/b      | a     |
      | 5.0     | a/b    | a/b      | A/b   |
      | 5.0     | a/+    | a/b      | a/b/c |
      | 5.0     | a/#    | a/b/c    | b/a   |

    @MQTT-3.1.1:3.3.2-3
    Examples:
      | version | filter | matching | other |
      | 3.1.1   | a      | a        | b     |
      | 3.1.1   | a      | a        | a/b   |
      | 3.1.1   | a/b    | a/b      | a     |
      | 3.1.1   | a/b    | a/b      | A/b   |
      | 3.1.1   | a/+    | a/b      | a/b/c |
      | 3.1.1   | a/#    | a/b/c    | b/a   |

  @MQTT-3.1:PUBLISH-02 @must @server @direct
  Scenario: In MQTT 3.1 a long topic name is taken
    Given MQTT 3.1
    And Alice and Bob are connected
    And Bob subscribes to "#"
    When Alice sends PUBLISH with:
      | topic   | "long" repeated 1000 times |
      | payload | far                        |
    Then Bob receives "far"

  @MQTT-3.1:PUBLISH-02 @may @client @negative
  Scenario: In MQTT 3.1 a topic name of more than 32767 characters may end the connection
    Given MQTT 3.1
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic | "x" repeated 32768 times |
    Then the broker may end the connection of Alice as topic name invalid
    And nobody else is disturbed
