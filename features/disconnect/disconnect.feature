Feature: DISCONNECT
  With DISCONNECT a client says that it goes on purpose; nothing follows it. From 5.0 on it gives a
  reason, and the broker may send it too, but not before its CONNACK. Whoever sent it closes the
  connection, and the broker closes after the client's if the client has not.

  @should @server @direct
  Scenario Outline: The broker closes after the client's DISCONNECT
    Given MQTT <version>
    And Alice is connected
    When Alice sends DISCONNECT
    Then the broker closes the connection of Alice
    And Alice receives nothing more

    @MQTT-5.0:X-55
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:X-55
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:DISCONNECT-02
    Examples:
      | version |
      | 3.1     |

  @must @client @negative
  Scenario Outline: What a client sends after its DISCONNECT is ignored
    Given MQTT <version>
    And Alice is connected
    And Bob is connected
    When Bob subscribes to "a/b" at QoS 1
    And Alice sends DISCONNECT
    And Alice sends PUBLISH with:
      | topic   | a/b  |
      | payload | late |
      | qos     | 1    |
    Then the broker closes the connection of Alice
    And Bob does not receive "late"
    And nobody else is disturbed

    @MQTT-5.0:3.14.4-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.14.4-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:DISCONNECT-02
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: What a client sent before its DISCONNECT still counts
    Given MQTT <version>
    And Alice is connected
    And Bob is connected
    When Bob subscribes to "a/b"
    And Alice sends PUBLISH with:
      | topic   | a/b       |
      | payload | last word |
    And Alice sends DISCONNECT
    Then Bob receives "last word" on "a/b"

    @MQTT-5.0:3.14.4-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.14.4-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:DISCONNECT-02
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @MQTT-3.1:DISCONNECT-01
  Scenario Outline: In 3.1 DISCONNECT ends the session of a client that asked for a clean one
    Given MQTT 3.1
    And Alice is connected with:
      | clean start | <clean> |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice disconnects
    And Bob publishes "<payload>" to "a/b" at QoS 1
    And Alice reconnects
    Then Alice is accepted
    And Alice <outcome>

    Examples:
      | clean | payload | outcome                           |
      | yes   | missed  | receives nothing more             |
      | no    | kept    | receives "kept" on "a/b" at QoS 1 |

  @must @client @negative
  Scenario Outline: The reserved bits of DISCONNECT are checked
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:3.14.1-1
    Examples:
      | version | bytes |
      | 5.0     | E1 00 |
      | 5.0     | E8 00 |
      | 5.0     | EF 00 |

    @MQTT-3.1.1:3.14.1-1
    Examples:
      | version | bytes |
      | 3.1.1   | E1 00 |
      | 3.1.1   | E8 00 |
      | 3.1.1   | EF 00 |

  @must @client @direct @MQTT-5.0:3.14.2-1 @MQTT-5.0:3.14.4-2
  Scenario Outline: A client may leave with the reason <code>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends DISCONNECT with:
      | reason code | <code> |
    Then the broker closes the connection of Alice
    And Alice receives nothing more

    Examples:
      | code |
      | 0x00 |
      | 0x04 |
      | 0x80 |
      | 0x81 |
      | 0x82 |
      | 0x83 |
      | 0x90 |
      | 0x93 |
      | 0x94 |
      | 0x95 |
      | 0x96 |
      | 0x97 |
      | 0x98 |
      | 0x99 |

  @must @client @negative @MQTT-5.0:3.14.2-1
  Scenario Outline: The reason <code> is none that a client leaves with
    Given MQTT 5.0
    And Alice is connected
    When Alice sends DISCONNECT with:
      | reason code | <code> |
    Then the broker ends the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    Examples: of the broker alone
      | code |
      | 0x87 |
      | 0x89 |
      | 0x8B |
      | 0x8D |
      | 0x8E |

    Examples: of no DISCONNECT
      | code |
      | 0x01 |
      | 0x10 |
      | 0x18 |
      | 0x7F |
      | 0xFF |

  @must @client @direct @MQTT-5.0:3.14.2-1
  Scenario: DISCONNECT may explain itself
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 60 |
    When Alice sends DISCONNECT with:
      | reason code             | 0x00        |
      | Session Expiry Interval | 0           |
      | Reason String           | enough      |
      | User Property           | key = value |
    Then the broker closes the connection of Alice
    And Alice receives nothing more

  @must @server @monitor @MQTT-5.0:3.14.2-1 @MQTT-5.0:3.14.2-2 @MQTT-5.0:3.14.4-1 @MQTT-5.0:3.14.4-2 @MQTT-5.0:4.13.2-1
  Scenario: The broker's own DISCONNECT has an allowed reason and no Session Expiry Interval, and ends the connection
    Given MQTT 5.0
    And Alice is connected with:
      | client id               | same |
      | Session Expiry Interval | 60   |
    When Bob connects with:
      | client id               | same |
      | Session Expiry Interval | 60   |
    Then Bob is accepted
    And the broker ends the connection of Alice as session taken over

  @must @server @monitor @MQTT-5.0:3.14.0-1
  Scenario Outline: The broker sends no DISCONNECT before its CONNACK
    Given MQTT 5.0
    When Alice opens a connection
    And Alice sends the bytes "<bytes>"
    Then the broker closes the connection of Alice
    And Alice has received no DISCONNECT
    And nobody else is disturbed

    Examples:
      | bytes                                              |
      | C0 00                                              |
      | E0 00                                              |
      | 10 0F 00 04 4D 51 54 54 05 03 00 3C 00 00 02 63 31 |
      | 10 FF FF FF FF 7F                                  |
