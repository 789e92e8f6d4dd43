Feature: Form of UNSUBSCRIBE
  UNSUBSCRIBE has the flags 0010, a packet identifier and at least one filter in well-formed UTF-8. The
  broker ends the connection of a client that sends anything else.

  @must @server @negative
  Scenario Outline: UNSUBSCRIBE has the flags 0010, not <flags>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.10.1-1
    Examples:
      | version | flags | bytes                   |
      | 5.0     | 0000  | A0 06 00 0A 00 00 01 61 |
      | 5.0     | 0001  | A1 06 00 0A 00 00 01 61 |
      | 5.0     | 0011  | A3 06 00 0A 00 00 01 61 |
      | 5.0     | 0100  | A4 06 00 0A 00 00 01 61 |
      | 5.0     | 1010  | AA 06 00 0A 00 00 01 61 |
      | 5.0     | 1111  | AF 06 00 0A 00 00 01 61 |

    @MQTT-3.1.1:3.10.1-1
    Examples:
      | version | flags | bytes                |
      | 3.1.1   | 0000  | A0 05 00 0A 00 01 61 |
      | 3.1.1   | 0001  | A1 05 00 0A 00 01 61 |
      | 3.1.1   | 0011  | A3 05 00 0A 00 01 61 |
      | 3.1.1   | 0100  | A4 05 00 0A 00 01 61 |
      | 3.1.1   | 1010  | AA 05 00 0A 00 01 61 |
      | 3.1.1   | 1111  | AF 05 00 0A 00 01 61 |

  @MQTT-3.1:UNSUBSCRIBE-01 @MQTT-3.1:FORMAT-05 @must @server @direct
  Scenario Outline: In MQTT 3.1, UNSUBSCRIBE may have DUP <dup>
    Given MQTT 3.1
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then Alice receives UNSUBACK with:
      | packet identifier | 10 |

    Examples:
      | dup | bytes                |
      | 0   | A2 05 00 0A 00 01 61 |
      | 1   | AA 05 00 0A 00 01 61 |

  @must @client @negative
  Scenario Outline: UNSUBSCRIBE has at least one filter
    Given MQTT <version>
    And Alice is connected
    When Alice sends UNSUBSCRIBE with:
      | packet identifier | 10 |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

    @MQTT-5.0:3.10.3-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.10.3-2
    Examples:
      | version |
      | 3.1.1   |

  @must @client @negative
  Scenario Outline: A filter is well-formed UTF-8: <fault>
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<start> <text>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.10.3-1
    Examples:
      | version | start                | text        | fault                        |
      | 5.0     | A2 09 00 0A 00 00 04 | 61 61 61 FF | a byte that UTF-8 never uses |
      | 5.0     | A2 09 00 0A 00 00 04 | 61 61 C0 80 | U+0000 in two bytes          |
      | 5.0     | A2 09 00 0A 00 00 04 | 61 ED A0 80 | a surrogate                  |
      | 5.0     | A2 09 00 0A 00 00 04 | F4 90 80 80 | above U+10FFFF               |
      | 5.0     | A2 09 00 0A 00 00 04 | 61 61 E2 82 | a character cut off          |

    @MQTT-3.1.1:3.10.3-1
    Examples:
      | version | start             | text        | fault                        |
      | 3.1.1   | A2 08 00 0A 00 04 | 61 61 61 FF | a byte that UTF-8 never uses |
      | 3.1.1   | A2 08 00 0A 00 04 | 61 61 C0 80 | U+0000 in two bytes          |
      | 3.1.1   | A2 08 00 0A 00 04 | 61 ED A0 80 | a surrogate                  |
      | 3.1.1   | A2 08 00 0A 00 04 | F4 90 80 80 | above U+10FFFF               |
      | 3.1.1   | A2 08 00 0A 00 04 | 61 61 E2 82 | a character cut off          |
