Feature: Client identifiers
  A session belongs to a client identifier. Short identifiers of letters and digits are accepted by
  every broker; longer ones and other characters are its choice. From 3.1.1 on a broker may offer to
  choose the identifier of a client that sends an empty one, and in 5.0 it tells it which.

  @must @server @direct
  Scenario Outline: The identifier "<id>" is accepted
    Given MQTT <version>
    When Alice connects with:
      | raw client id | <id> |
    Then Alice is accepted

    @MQTT-5.0:3.1.3-5
    Examples:
      | version | id                      |
      | 5.0     | z                       |
      | 5.0     | 0123456789abcdefghijklm |
      | 5.0     | nopqrstuvwxyzABCDEFGHIJ |
      | 5.0     | KLMNOPQRSTUVWXYZ        |

    @MQTT-3.1.1:3.1.3-5
    Examples:
      | version | id                      |
      | 3.1.1   | z                       |
      | 3.1.1   | 0123456789abcdefghijklm |
      | 3.1.1   | nopqrstuvwxyzABCDEFGHIJ |
      | 3.1.1   | KLMNOPQRSTUVWXYZ        |

    @MQTT-3.1:CONNECT-05
    Examples:
      | version | id                      |
      | 3.1     | z                       |
      | 3.1     | 0123456789abcdefghijklm |
      | 3.1     | nopqrstuvwxyzABCDEFGHIJ |
      | 3.1     | KLMNOPQRSTUVWXYZ        |

  @must @server @direct @cap:empty-client-id
  Scenario Outline: Each client with an empty identifier gets one of its own
    Given MQTT <version>
    When Alice connects with:
      | raw client id |  |
    Then Alice is accepted with:
      | session present | no |
    When Bob connects with:
      | raw client id |  |
    Then Bob is accepted with:
      | session present | no |
    And the connection of Alice is still open
    And the connection of Bob is still open

    @MQTT-5.0:3.1.3-6 @MQTT-5.0:3.2.2-16
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.3-6
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct @cap:empty-client-id @MQTT-5.0:3.1.3-7 @MQTT-5.0:3.2.2-16
  Scenario: The assigned identifier is told and names the session
    Given MQTT 5.0
    And Bob is connected
    When Alice connects with:
      | raw client id           |    |
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | Assigned Client Identifier | present |
    When Alice subscribes to "a/b" at QoS 1
    And Alice loses her connection
    And Bob publishes "kept" to "a/b" at QoS 1
    And Alice reconnects with her assigned identifier
    Then Alice is accepted with:
      | session present            | yes    |
      | Assigned Client Identifier | absent |
    And Alice receives "kept" on "a/b" at QoS 1

  @must @server @direct @MQTT-5.0:3.2.2-16
  Scenario: A client with an identifier of its own is assigned none
    Given MQTT 5.0
    When Alice connects
    Then Alice is accepted with:
      | Assigned Client Identifier | absent |

  @must @server @negative @MQTT-3.1.1:3.1.3-7 @MQTT-3.1.1:3.1.3-8 @MQTT-3.1.1:3.2.2-4 @MQTT-3.1.1:3.2.2-5
  Scenario: In 3.1.1 an empty identifier cannot name a session that stays
    Given MQTT 3.1.1
    When Alice connects with:
      | raw client id |    |
      | clean start   | no |
    Then Alice is refused as identifier rejected
    And nobody else is disturbed

  @may @server @negative @cap:client-id-limit-23
  Scenario Outline: In 3.1 identifiers have 1 to 23 characters
    Given MQTT 3.1
    When Alice connects with:
      | raw client id | <id> |
    Then Alice is refused as identifier rejected
    And nobody else is disturbed

    @MQTT-3.1:CONNECT-06
    Examples:
      | id                       |
      | 0123456789abcdefghijklmn |

    @MQTT-3.1:CONNECT-07
    Examples:
      | id |
      |    |

  @must @server @negative
  Scenario Outline: An identifier the broker dislikes is refused as such, if at all
    Given MQTT <version>
    When Alice connects with:
      | raw client id | <id> |
    Then Alice is accepted or refused as identifier rejected
    And nobody else is disturbed

    @MQTT-5.0:3.1.3-8 @MQTT-5.0:3.2.2-7
    Examples:
      | version | id          |
      | 5.0     | #           |
      | 5.0     | a/b+c       |
      | 5.0     | $SYS/broker |
      | 5.0     | 日本語      |
      | 5.0     | a b         |

    @MQTT-3.1.1:3.1.3-9 @MQTT-3.1.1:3.2.2-5
    Examples:
      | version | id          |
      | 3.1.1   | #           |
      | 3.1.1   | a/b+c       |
      | 3.1.1   | $SYS/broker |
      | 3.1.1   | 日本語      |
      | 3.1.1   | a b         |

  @must @server @direct
  Scenario Outline: Sessions of different identifiers do not mix
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Carol is connected
    When Alice subscribes to "a" at QoS 1
    And Bob subscribes to "b" at QoS 1
    And Alice disconnects
    And Bob disconnects
    And Carol publishes "for Alice" to "a" at QoS 1
    And Carol publishes "for Bob" to "b" at QoS 1
    And Alice reconnects
    Then Alice is accepted
    When Bob reconnects
    Then Bob is accepted
    And Alice receives "for Alice" on "a" at QoS 1
    And Alice receives nothing more
    And Bob receives "for Bob" on "b" at QoS 1
    And Bob receives nothing more

    @MQTT-5.0:3.1.3-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.3-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-09
    Examples:
      | version |
      | 3.1     |
