Feature: Text
  Every text field is a length of two bytes and so many bytes of UTF-8. Surrogates, overlong forms and
  characters cut in half are not UTF-8, and U+0000 is not allowed, because receivers disagree about what
  they mean. U+FEFF is a character like others and stays where it is, also at the start of a text.

  @must @server @negative
  Scenario Outline: A topic name is well-formed UTF-8: <fault>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<start> <text> <end>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:1.5.4-1
    Examples:
      | version | start       | text        | end   | fault                        |
      | 5.0     | 30 08 00 04 | 61 61 61 FF | 00 78 | a byte that UTF-8 never uses |
      | 5.0     | 30 08 00 04 | 61 61 C0 80 | 00 78 | U+0000 in two bytes          |
      | 5.0     | 30 08 00 04 | 61 E0 80 AF | 00 78 | a slash in three bytes       |
      | 5.0     | 30 08 00 04 | 61 ED A0 80 | 00 78 | the lowest high surrogate    |
      | 5.0     | 30 08 00 04 | 61 ED BF BF | 00 78 | the highest low surrogate    |
      | 5.0     | 30 08 00 04 | F4 90 80 80 | 00 78 | above U+10FFFF               |
      | 5.0     | 30 08 00 04 | 61 61 E2 82 | 00 78 | a character cut off          |
      | 5.0     | 30 08 00 04 | 80 61 61 61 | 00 78 | a continuation at the start  |

    @MQTT-3.1.1:1.5.3-1
    Examples:
      | version | start       | text        | end | fault                        |
      | 3.1.1   | 30 07 00 04 | 61 61 61 FF | 78  | a byte that UTF-8 never uses |
      | 3.1.1   | 30 07 00 04 | 61 61 C0 80 | 78  | U+0000 in two bytes          |
      | 3.1.1   | 30 07 00 04 | 61 E0 80 AF | 78  | a slash in three bytes       |
      | 3.1.1   | 30 07 00 04 | 61 ED A0 80 | 78  | the lowest high surrogate    |
      | 3.1.1   | 30 07 00 04 | 61 ED BF BF | 78  | the highest low surrogate    |
      | 3.1.1   | 30 07 00 04 | F4 90 80 80 | 78  | above U+10FFFF               |
      | 3.1.1   | 30 07 00 04 | 61 61 E2 82 | 78  | a character cut off          |
      | 3.1.1   | 30 07 00 04 | 80 61 61 61 | 78  | a continuation at the start  |

  @must @server @negative
  Scenario Outline: A client identifier is well-formed UTF-8: <fault>
    Given MQTT <version>
    And Alice opens a connection
    When Alice sends the bytes "<start> <text>"
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:1.5.4-1
    Examples:
      | version | start                                        | text        | fault                        |
      | 5.0     | 10 11 00 04 4D 51 54 54 05 02 00 3C 00 00 04 | 61 61 61 FF | a byte that UTF-8 never uses |
      | 5.0     | 10 11 00 04 4D 51 54 54 05 02 00 3C 00 00 04 | 61 ED A0 80 | a surrogate                  |

    @MQTT-3.1.1:1.5.3-1
    Examples:
      | version | start                                     | text        | fault                        |
      | 3.1.1   | 10 10 00 04 4D 51 54 54 04 02 00 3C 00 04 | 61 61 61 FF | a byte that UTF-8 never uses |
      | 3.1.1   | 10 10 00 04 4D 51 54 54 04 02 00 3C 00 04 | 61 ED A0 80 | a surrogate                  |

  @must @server @negative
  Scenario Outline: A client identifier does not have U+0000 in it
    Given MQTT <version>
    When Alice connects with:
      | client id | a\u{0}b |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:1.5.4-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:1.5.3-2
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-5.0:1.5.7-1 @must @server @negative
  Scenario Outline: <part> of a User Property is well-formed UTF-8: <fault>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "<start> <text> <end>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    Examples:
      | part      | start                               | text        | end         | fault                        |
      | The name  | 30 0F 00 01 61 0A 26 00 04          | 61 61 61 FF | 00 01 76 78 | a byte that UTF-8 never uses |
      | The name  | 30 0F 00 01 61 0A 26 00 04          | 61 ED A0 80 | 00 01 76 78 | a surrogate                  |
      | The name  | 30 0F 00 01 61 0A 26 00 04          | 61 61 C0 80 | 00 01 76 78 | U+0000 in two bytes          |
      | The value | 30 0F 00 01 61 0A 26 00 01 6E 00 04 | 61 61 61 FF | 78          | a byte that UTF-8 never uses |
      | The value | 30 0F 00 01 61 0A 26 00 01 6E 00 04 | 61 ED A0 80 | 78          | a surrogate                  |
      | The value | 30 0F 00 01 61 0A 26 00 01 6E 00 04 | 61 61 C0 80 | 78          | U+0000 in two bytes          |

  @MQTT-5.0:1.5.7-1 @MQTT-5.0:1.5.4-2 @must @server @negative
  Scenario Outline: A User Property does not have U+0000 in it: <property>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic         | a          |
      | User Property | <property> |
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    Examples:
      | property         |
      | na\u{0}me = v    |
      | name = val\u{0}e |

  @MQTT-5.0:1.5.7-1 @must @server @direct
  Scenario Outline: A User Property arrives as it was: <property>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a"
    When Alice publishes "x" to "a" with:
      | User Property | <property> |
    Then Bob receives "x" on "a" with:
      | User Property | <property> |

    Examples:
      | property                      |
      | unit = metre                  |
      | cr\u{e8}me = br\u{fb}l\u{e9}e |
      | \u{1f600} = \u{4e2d}\u{6587}  |

  @must @server @direct
  Scenario Outline: U+FEFF stays where it is in a topic
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a/#"
    And Alice sends PUBLISH with:
      | topic   | a/\u{feff}b |
      | payload | x           |
    Then Bob receives PUBLISH with:
      | topic   | a/\u{feff}b |
      | payload | x           |

    @MQTT-5.0:1.5.4-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:1.5.3-3
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: A topic with U+FEFF is another one than the topic without
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a/b"
    When Alice sends PUBLISH with:
      | topic   | a/\u{feff}b |
      | payload | x           |
    Then Bob receives nothing more

    @MQTT-5.0:1.5.4-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:1.5.3-3
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-5.0:1.5.4-3 @must @server @direct
  Scenario: U+FEFF stays at the start of a text
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a"
    When Alice publishes "x" to "a" with:
      | Content Type  | \u{feff}text/plain       |
      | User Property | \u{feff}name = \u{feff}v |
    Then Bob receives "x" on "a" with:
      | Content Type  | \u{feff}text/plain       |
      | User Property | \u{feff}name = \u{feff}v |

  @may @client @direct
  Scenario Outline: The broker may take <character> in a topic name or call it malformed
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic | a<character>b |
    Then the broker may end the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:X-05
    Examples:
      | version | character  |
      | 5.0     | \u{1}      |
      | 5.0     | \u{1f}     |
      | 5.0     | \u{7f}     |
      | 5.0     | \u{9f}     |
      | 5.0     | \u{fffe}   |
      | 5.0     | \u{fdd0}   |
      | 5.0     | \u{10ffff} |

    @MQTT-3.1.1:X-05
    Examples:
      | version | character  |
      | 3.1.1   | \u{1}      |
      | 3.1.1   | \u{1f}     |
      | 3.1.1   | \u{7f}     |
      | 3.1.1   | \u{9f}     |
      | 3.1.1   | \u{fffe}   |
      | 3.1.1   | \u{fdd0}   |
      | 3.1.1   | \u{10ffff} |
