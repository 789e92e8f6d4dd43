Feature: The connect flags announce the payload
  One byte of CONNECT says which fields its payload holds: a will, a user name, a password. What is
  announced stands there and nothing else does, so that a reader never guesses. The lowest bit is
  reserved and zero. A CONNECT that breaks these rules is malformed and is not accepted.

  @must @server @negative
  Scenario Outline: The reserved bit is checked
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | <protocol> |
      | connect flags | 03         |
      | keep alive    | 00 3C      |
      | payload       | <payload>  |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-3 @MQTT-5.0:3.1.4-1
    Examples:
      | version | protocol  | payload       |
      | 5.0     | "MQTT" 05 | 00 "reserved" |

    @MQTT-3.1.1:3.1.2-3 @MQTT-3.1.1:3.1.4-1
    Examples:
      | version | protocol  | payload    |
      | 3.1.1   | "MQTT" 04 | "reserved" |

  @must @client @negative
  Scenario Outline: A user name stands in the payload only with its flag, and then always
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | <protocol> |
      | connect flags | <flags>    |
      | keep alive    | 00 3C      |
      | payload       | <payload>  |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-16 @MQTT-5.0:3.1.4-1
    Examples: user name without its flag
      | version | protocol  | flags | payload      |
      | 5.0     | "MQTT" 05 | 02    | 00 "c1" "me" |

    @MQTT-5.0:3.1.2-17 @MQTT-5.0:3.1.4-1
    Examples: flag without a user name
      | version | protocol  | flags | payload |
      | 5.0     | "MQTT" 05 | 82    | 00 "c1" |

    @MQTT-3.1.1:3.1.2-18 @MQTT-3.1.1:3.1.4-1
    Examples: user name without its flag
      | version | protocol  | flags | payload   |
      | 3.1.1   | "MQTT" 04 | 02    | "c1" "me" |

    @MQTT-3.1.1:3.1.2-19 @MQTT-3.1.1:3.1.4-1
    Examples: flag without a user name
      | version | protocol  | flags | payload |
      | 3.1.1   | "MQTT" 04 | 82    | "c1"    |

  @must @client @negative
  Scenario Outline: A password stands in the payload only with its flag, and then always
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | <protocol> |
      | connect flags | <flags>    |
      | keep alive    | 00 3C      |
      | payload       | <payload>  |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-18 @MQTT-5.0:3.1.4-1
    Examples: password without its flag
      | version | protocol  | flags | payload               |
      | 5.0     | "MQTT" 05 | 82    | 00 "c1" "me" "secret" |

    @MQTT-5.0:3.1.2-19 @MQTT-5.0:3.1.4-1
    Examples: flag without a password
      | version | protocol  | flags | payload      |
      | 5.0     | "MQTT" 05 | C2    | 00 "c1" "me" |
      | 5.0     | "MQTT" 05 | 42    | 00 "c1"      |

    @MQTT-3.1.1:3.1.2-20 @MQTT-3.1.1:3.1.4-1
    Examples: password without its flag
      | version | protocol  | flags | payload            |
      | 3.1.1   | "MQTT" 04 | 82    | "c1" "me" "secret" |

    @MQTT-3.1.1:3.1.2-21 @MQTT-3.1.1:3.1.4-1
    Examples: flag without a password
      | version | protocol  | flags | payload   |
      | 3.1.1   | "MQTT" 04 | C2    | "c1" "me" |

  @must @client @negative @MQTT-3.1.1:3.1.2-22 @MQTT-3.1.1:3.1.4-1
  Scenario: Before 5.0 a password needs a user name
    Given MQTT 3.1.1
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | "MQTT" 04     |
      | connect flags | 42            |
      | keep alive    | 00 3C         |
      | payload       | "c1" "secret" |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

  @must @client @negative
  Scenario Outline: Without a will its QoS is 0
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | <protocol> |
      | connect flags | <flags>    |
      | keep alive    | 00 3C      |
      | payload       | <payload>  |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-11
    Examples:
      | version | protocol  | flags | payload |
      | 5.0     | "MQTT" 05 | 0A    | 00 "c1" |
      | 5.0     | "MQTT" 05 | 12    | 00 "c1" |

    @MQTT-3.1.1:3.1.2-11 @MQTT-3.1.1:3.1.2-13
    Examples:
      | version | protocol  | flags | payload |
      | 3.1.1   | "MQTT" 04 | 0A    | "c1"    |
      | 3.1.1   | "MQTT" 04 | 12    | "c1"    |

  @must @client @negative
  Scenario Outline: Without a will it is not retained
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | <protocol> |
      | connect flags | 22         |
      | keep alive    | 00 3C      |
      | payload       | <payload>  |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-13
    Examples:
      | version | protocol  | payload |
      | 5.0     | "MQTT" 05 | 00 "c1" |

    @MQTT-3.1.1:3.1.2-11 @MQTT-3.1.1:3.1.2-15
    Examples:
      | version | protocol  | payload |
      | 3.1.1   | "MQTT" 04 | "c1"    |

  @must @client @negative
  Scenario Outline: No will has QoS 3
    Given MQTT <version>
    When Alice connects with:
      | will topic | a/will |
      | will qos   | 3      |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-12
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-14
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-04
    Examples:
      | version |
      | 3.1     |

  @must @client @negative
  Scenario Outline: A will stands in the payload only with its flag, and then whole
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | <protocol> |
      | connect flags | <flags>    |
      | keep alive    | 00 3C      |
      | payload       | <payload>  |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-9
    Examples: flag, but topic, payload or properties are missing
      | version | protocol  | flags | payload               |
      | 5.0     | "MQTT" 05 | 06    | 00 "c1"               |
      | 5.0     | "MQTT" 05 | 06    | 00 "c1" 00            |
      | 5.0     | "MQTT" 05 | 06    | 00 "c1" 00 "will"     |
      | 5.0     | "MQTT" 05 | 06    | 00 "c1" "will" "gone" |

    @MQTT-5.0:3.1.2-9 @MQTT-5.0:X-03
    Examples: a will without its flag
      | version | protocol  | flags | payload                  |
      | 5.0     | "MQTT" 05 | 02    | 00 "c1" 00 "will" "gone" |

    @MQTT-3.1.1:3.1.2-9
    Examples: flag, but topic or message are missing
      | version | protocol  | flags | payload     |
      | 3.1.1   | "MQTT" 04 | 06    | "c1"        |
      | 3.1.1   | "MQTT" 04 | 06    | "c1" "will" |

    @MQTT-3.1.1:3.1.2-11
    Examples: a will without its flag
      | version | protocol  | flags | payload            |
      | 3.1.1   | "MQTT" 04 | 02    | "c1" "will" "gone" |

    @MQTT-3.1:CONNECT-04
    Examples: flag, but the message is missing
      | version | protocol    | flags | payload     |
      | 3.1     | "MQIsdp" 03 | 06    | "c1" "will" |

  @must @server @direct @MQTT-3.1:CONNECT-15
  Scenario Outline: In 3.1 the announced <missing> may be missing at the end
    Given MQTT 3.1
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol      | "MQIsdp" 03 |
      | connect flags | <flags>     |
      | keep alive    | 00 3C       |
      | payload       | <payload>   |
    Then Alice is accepted
    And the connection of Alice is still open

    Examples:
      | missing                | flags | payload   |
      | user name              | 82    | "c1"      |
      | password               | C2    | "c1" "me" |
      | user name and password | C2    | "c1"      |
