Feature: Form of SUBSCRIBE
  SUBSCRIBE has fixed flags, a packet identifier, and at least one filter with its options. What a later
  version may want to use is reserved and has to be zero. A broker that guesses at the meaning of a packet
  with another form would subscribe its client to something nobody asked for; it ends the connection.

  @must @server @negative
  Scenario Outline: SUBSCRIBE has the flags 0010, not <flags>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.8.1-1
    Examples:
      | version | flags | bytes                      |
      | 5.0     | 0000  | 80 07 00 0A 00 00 01 61 00 |
      | 5.0     | 0001  | 81 07 00 0A 00 00 01 61 00 |
      | 5.0     | 0011  | 83 07 00 0A 00 00 01 61 00 |
      | 5.0     | 0100  | 84 07 00 0A 00 00 01 61 00 |
      | 5.0     | 1010  | 8A 07 00 0A 00 00 01 61 00 |
      | 5.0     | 1111  | 8F 07 00 0A 00 00 01 61 00 |

    @MQTT-3.1.1:3.8.1-1
    Examples:
      | version | flags | bytes                   |
      | 3.1.1   | 0000  | 80 06 00 0A 00 01 61 00 |
      | 3.1.1   | 0001  | 81 06 00 0A 00 01 61 00 |
      | 3.1.1   | 0011  | 83 06 00 0A 00 01 61 00 |
      | 3.1.1   | 0100  | 84 06 00 0A 00 01 61 00 |
      | 3.1.1   | 1010  | 8A 06 00 0A 00 01 61 00 |
      | 3.1.1   | 1111  | 8F 06 00 0A 00 01 61 00 |

  @MQTT-3.1:SUBSCRIBE-01 @MQTT-3.1:FORMAT-05 @must @server @direct
  Scenario Outline: In MQTT 3.1, SUBSCRIBE may have DUP <dup>
    Given MQTT 3.1
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then Alice receives SUBACK with:
      | packet identifier | 10 |
      | return code       | 0  |

    Examples:
      | dup | bytes                   |
      | 0   | 82 06 00 0A 00 01 61 00 |
      | 1   | 8A 06 00 0A 00 01 61 00 |

  @must @client @negative
  Scenario Outline: SUBSCRIBE has at least one filter
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | packet identifier | 10 |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

    @MQTT-5.0:3.8.3-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.8.3-3
    Examples:
      | version |
      | 3.1.1   |

  @must @client @negative
  Scenario Outline: A filter is well-formed UTF-8: <fault>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<start> <text> 00"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.8.3-1
    Examples:
      | version | start                | text        | fault                        |
      | 5.0     | 82 0A 00 0A 00 00 04 | 61 61 61 FF | a byte that UTF-8 never uses |
      | 5.0     | 82 0A 00 0A 00 00 04 | 61 61 C0 80 | U+0000 in two bytes          |
      | 5.0     | 82 0A 00 0A 00 00 04 | 61 61 C1 A1 | an ASCII letter in two bytes |
      | 5.0     | 82 0A 00 0A 00 00 04 | 61 ED A0 80 | a surrogate                  |
      | 5.0     | 82 0A 00 0A 00 00 04 | F4 90 80 80 | above U+10FFFF               |
      | 5.0     | 82 0A 00 0A 00 00 04 | 61 61 E2 82 | a character cut off          |
      | 5.0     | 82 0A 00 0A 00 00 04 | 80 61 61 61 | a continuation at the start  |

    @MQTT-3.1.1:3.8.3-1
    Examples:
      | version | start             | text        | fault                        |
      | 3.1.1   | 82 09 00 0A 00 04 | 61 61 61 FF | a byte that UTF-8 never uses |
      | 3.1.1   | 82 09 00 0A 00 04 | 61 61 C0 80 | U+0000 in two bytes          |
      | 3.1.1   | 82 09 00 0A 00 04 | 61 61 C1 A1 | an ASCII letter in two bytes |
      | 3.1.1   | 82 09 00 0A 00 04 | 61 ED A0 80 | a surrogate                  |
      | 3.1.1   | 82 09 00 0A 00 04 | F4 90 80 80 | above U+10FFFF               |
      | 3.1.1   | 82 09 00 0A 00 04 | 61 61 E2 82 | a character cut off          |
      | 3.1.1   | 82 09 00 0A 00 04 | 80 61 61 61 | a continuation at the start  |

  @must @server @negative
  Scenario Outline: Reserved bits of the options are 0: <options>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<start> <options>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.8.3-5
    Examples:
      | version | start                   | options |
      | 5.0     | 82 07 00 0A 00 00 01 61 | 40      |
      | 5.0     | 82 07 00 0A 00 00 01 61 | 80      |
      | 5.0     | 82 07 00 0A 00 00 01 61 | C1      |

    @MQTT-3.1.1:3.8.3-4
    Examples:
      | version | start                | options |
      | 3.1.1   | 82 06 00 0A 00 01 61 | 04      |
      | 3.1.1   | 82 06 00 0A 00 01 61 | 08      |
      | 3.1.1   | 82 06 00 0A 00 01 61 | 10      |
      | 3.1.1   | 82 06 00 0A 00 01 61 | 20      |
      | 3.1.1   | 82 06 00 0A 00 01 61 | 40      |
      | 3.1.1   | 82 06 00 0A 00 01 61 | 81      |

  @MQTT-3.1:SUBSCRIBE-05 @may @client @negative
  Scenario Outline: In MQTT 3.1, a broker may ignore the unused bits of the QoS byte: <qos>
    Given MQTT 3.1
    And Alice is connected
    When Alice sends the bytes "82 06 00 0A 00 01 61 <qos>"
    Then the broker may end the connection of Alice as malformed packet
    And nobody else is disturbed

    Examples:
      | qos |
      | 04  |
      | 80  |

  @must @server @negative
  Scenario Outline: There is no QoS 3 to subscribe with
    Given MQTT <version>
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter | a |
      | qos    | 3 |
    Then the broker ends the connection of Alice as <rule>
    And nobody else is disturbed

    @MQTT-5.0:X-46
    Examples:
      | version | rule           |
      | 5.0     | protocol error |

    @MQTT-3.1.1:3.8.3-4
    Examples:
      | version | rule             |
      | 3.1.1   | malformed packet |

  @MQTT-5.0:X-47 @must @client @negative
  Scenario: There is no Retain Handling 3
    Given MQTT 5.0
    And Alice is connected
    When Alice sends SUBSCRIBE with:
      | filter          | a |
      | retain handling | 3 |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed
