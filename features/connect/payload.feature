Feature: The payload of CONNECT
  The payload holds the client identifier and then what the flags announce, always in the same order:
  will properties, will topic, will payload, user name, password. Its text is UTF-8. A payload that
  ends early, has a field too many or text that is none is malformed, and nothing of it counts.

  @must @client @direct
  Scenario Outline: Every field of the payload is read from its place
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will" at QoS 1
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | last word |
      | will qos     | 1         |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will" at QoS 1

    @MQTT-5.0:3.1.3-1 @MQTT-5.0:3.1.2-9
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.3-1 @MQTT-3.1.1:3.1.2-9
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-19 @MQTT-3.1:CONNECT-14
    Examples:
      | version |
      | 3.1     |

  @must @client @negative
  Scenario Outline: The client identifier is never left out
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | <protocol> |
      | connect flags | 02         |
      | keep alive    | 00 3C      |
      | payload       | <payload>  |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.3-3
    Examples:
      | version | protocol  | payload |
      | 5.0     | "MQTT" 05 | 00      |

    @MQTT-3.1.1:3.1.3-3
    Examples:
      | version | protocol  | payload |
      | 3.1.1   | "MQTT" 04 |         |

    @MQTT-3.1:CONNECT-04
    Examples:
      | version | protocol    | payload |
      | 3.1     | "MQIsdp" 03 |         |

  @must @client @negative
  Scenario Outline: The client identifier is UTF-8, not <fault>
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol          | <protocol>   |
      | connect flags     | 02           |
      | keep alive        | 00 3C        |
      | properties        | <properties> |
      | client identifier | <id>         |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.3-4
    Examples:
      | version | protocol  | properties | fault             | id                   |
      | 5.0     | "MQTT" 05 | 00         | a lone byte       | 00 03 61 FF 62       |
      | 5.0     | "MQTT" 05 | 00         | a surrogate       | 00 05 61 ED A0 80 62 |
      | 5.0     | "MQTT" 05 | 00         | an overlong slash | 00 04 61 C0 AF 62    |
      | 5.0     | "MQTT" 05 | 00         | a null character  | 00 03 61 00 62       |

    @MQTT-3.1.1:3.1.3-4
    Examples:
      | version | protocol  | properties | fault             | id                   |
      | 3.1.1   | "MQTT" 04 |            | a lone byte       | 00 03 61 FF 62       |
      | 3.1.1   | "MQTT" 04 |            | a surrogate       | 00 05 61 ED A0 80 62 |
      | 3.1.1   | "MQTT" 04 |            | an overlong slash | 00 04 61 C0 AF 62    |
      | 3.1.1   | "MQTT" 04 |            | a null character  | 00 03 61 00 62       |

  @must @client @negative
  Scenario Outline: The topic of a will is UTF-8, not <fault>
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol          | <protocol>   |
      | connect flags     | 06           |
      | keep alive        | 00 3C        |
      | properties        | <properties> |
      | client identifier | "c1"         |
      | will properties   | <properties> |
      | will topic        | <topic>      |
      | will payload      | "gone"       |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.3-11
    Examples:
      | version | protocol  | properties | fault            | topic                |
      | 5.0     | "MQTT" 05 | 00         | a lone byte      | 00 03 61 FF 62       |
      | 5.0     | "MQTT" 05 | 00         | a surrogate      | 00 05 61 ED A0 80 62 |
      | 5.0     | "MQTT" 05 | 00         | a null character | 00 03 61 00 62       |

    @MQTT-3.1.1:3.1.3-10
    Examples:
      | version | protocol  | properties | fault            | topic                |
      | 3.1.1   | "MQTT" 04 |            | a lone byte      | 00 03 61 FF 62       |
      | 3.1.1   | "MQTT" 04 |            | a surrogate      | 00 05 61 ED A0 80 62 |
      | 3.1.1   | "MQTT" 04 |            | a null character | 00 03 61 00 62       |

  @must @client @negative
  Scenario Outline: The user name is UTF-8, not <fault>
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol          | <protocol>   |
      | connect flags     | 82           |
      | keep alive        | 00 3C        |
      | properties        | <properties> |
      | client identifier | "c1"         |
      | user name         | <name>       |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.3-12
    Examples:
      | version | protocol  | properties | fault            | name                 |
      | 5.0     | "MQTT" 05 | 00         | a lone byte      | 00 03 61 FF 62       |
      | 5.0     | "MQTT" 05 | 00         | a surrogate      | 00 05 61 ED A0 80 62 |
      | 5.0     | "MQTT" 05 | 00         | a null character | 00 03 61 00 62       |

    @MQTT-3.1.1:3.1.3-11
    Examples:
      | version | protocol  | properties | fault            | name                 |
      | 3.1.1   | "MQTT" 04 |            | a lone byte      | 00 03 61 FF 62       |
      | 3.1.1   | "MQTT" 04 |            | a surrogate      | 00 05 61 ED A0 80 62 |
      | 3.1.1   | "MQTT" 04 |            | a null character | 00 03 61 00 62       |

  @must @server @negative
  Scenario Outline: A CONNECT that <fault> is not accepted
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends the bytes "<bytes>"
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.4-1 @MQTT-5.0:4.13.1-1
    Examples:
      | version | fault                       | bytes                                                 |
      | 5.0     | ends after the flags        | 10 08 00 04 4D 51 54 54 05 02                         |
      | 5.0     | has a byte left over        | 10 10 00 04 4D 51 54 54 05 02 00 3C 00 00 02 63 31 00 |
      | 5.0     | has flags in its first byte | 11 0F 00 04 4D 51 54 54 05 02 00 3C 00 00 02 63 31    |
      | 5.0     | is longer than its length   | 10 0E 00 04 4D 51 54 54 05 02 00 3C 00 00 02 63 31    |

    @MQTT-3.1.1:3.1.4-1 @MQTT-3.1.1:4.8.0-1
    Examples:
      | version | fault                       | bytes                                              |
      | 3.1.1   | ends after the flags        | 10 08 00 04 4D 51 54 54 04 02                      |
      | 3.1.1   | has a byte left over        | 10 0F 00 04 4D 51 54 54 04 02 00 3C 00 02 63 31 00 |
      | 3.1.1   | has flags in its first byte | 11 0E 00 04 4D 51 54 54 04 02 00 3C 00 02 63 31    |
      | 3.1.1   | is longer than its length   | 10 0D 00 04 4D 51 54 54 04 02 00 3C 00 02 63 31    |

    @MQTT-3.1:CONNECT-04
    Examples:
      | version | fault                  | bytes                                           |
      | 3.1     | ends after the flags   | 10 0A 00 06 4D 51 49 73 64 70 03 02             |
      | 3.1     | ends in its identifier | 10 0E 00 06 4D 51 49 73 64 70 03 02 00 3C 00 02 |
