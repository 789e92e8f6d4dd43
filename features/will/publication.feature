Feature: When a will is published
  A client can leave a message with the broker that is published if its connection ends without a
  goodbye: when it breaks, when the client is silent too long, or when it breaks the protocol. After a
  DISCONNECT the will is thrown away, unless a 5.0 client asks for it. It is published once at most.

  @must @server @direct
  Scenario Outline: The will of a lost connection is published
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | last word |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will"
    And Bob receives nothing more

    @MQTT-5.0:3.1.2-7 @MQTT-5.0:3.1.2-8 @MQTT-5.0:3.1.2-10 @MQTT-5.0:X-22
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-8 @MQTT-3.1.1:3.1.2-10
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-11 @MQTT-3.1:CONNECT-14
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: The will of a client that breaks the protocol is published
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | last word |
    Then Alice is accepted
    When Alice sends the bytes "<bytes>"
    Then the broker closes the connection of Alice
    And Bob receives "last word" on "a/will"

    @MQTT-5.0:3.1.2-8
    Examples:
      | version | bytes                   |
      | 5.0     | 36 06 00 01 61 00 01 00 |
      | 5.0     | E2 00                   |

    @MQTT-3.1.1:3.1.2-8 @MQTT-3.1.1:3.14.1-1
    Examples:
      | version | bytes |
      | 3.1.1   | E2 00 |

    @MQTT-3.1.1:3.1.2-8
    Examples:
      | version | bytes                |
      | 3.1.1   | 36 05 00 01 61 00 01 |

    @MQTT-3.1:CONNECT-11
    Examples:
      | version | bytes                |
      | 3.1     | 36 05 00 01 61 00 01 |

  @must @server @direct
  Scenario Outline: DISCONNECT throws the will away
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | last word |
    Then Alice is accepted
    When Alice disconnects
    And Alice reconnects
    Then Alice is accepted
    And Bob does not receive "last word"
    And Bob receives nothing more

    @MQTT-5.0:3.14.4-3 @MQTT-5.0:3.1.2-8 @MQTT-5.0:3.1.2-10
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.14.4-3 @MQTT-3.1.1:3.1.2-8 @MQTT-3.1.1:3.1.2-10
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:DISCONNECT-01 @MQTT-3.1:CONNECT-11
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @MQTT-5.0:X-51 @MQTT-5.0:3.14.4-3
  Scenario Outline: A DISCONNECT of <form> means Normal disconnection, so the will is thrown away
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | will topic | a/will |
    Then Alice is accepted
    When Alice sends the bytes "<bytes>"
    Then the broker closes the connection of Alice
    When Alice reconnects
    Then Alice is accepted
    And Bob receives nothing more

    Examples:
      | form                       | bytes       |
      | length 0                   | E0 00       |
      | its code alone             | E0 01 00    |
      | its code and no properties | E0 02 00 00 |

  @must @server @direct @MQTT-5.0:X-52 @MQTT-5.0:3.1.2-8 @MQTT-5.0:3.1.2-10
  Scenario Outline: A DISCONNECT with <code> has the will published
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | last word |
    Then Alice is accepted
    When Alice disconnects with:
      | reason code | <code> |
    Then Bob receives "last word" on "a/will"
    And Bob receives nothing more

    Examples:
      | code |
      | 0x04 |
      | 0x80 |
      | 0x82 |
      | 0x93 |

  @must @server @direct
  Scenario Outline: Without a will nothing is published
    Given MQTT <version>
    And Bob is connected
    And Alice is connected
    When Bob subscribes to "#"
    And Alice loses her connection
    And Alice reconnects
    Then Alice is accepted
    And Bob receives nothing more

    @MQTT-5.0:3.1.2-8
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-12
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-11
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A published will is gone and not published again
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | clean start             | no        |
      | Session Expiry Interval | 60        |
      | will topic              | a/will    |
      | will payload            | last word |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will"
    When Alice reconnects
    And Alice loses her connection
    And Alice reconnects
    Then Alice is accepted
    And Bob receives nothing more

    @MQTT-5.0:3.1.2-10
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-10
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-11
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A new connection brings its own will
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/#"
    And Alice connects with:
      | clean start             | no     |
      | Session Expiry Interval | 60     |
      | will topic              | a/will |
      | will payload            | first  |
    Then Alice is accepted
    When Alice disconnects
    And Alice reconnects with:
      | will topic   | a/other |
      | will payload | second  |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "second" on "a/other"
    And Bob receives nothing more

    @MQTT-5.0:3.1.2-7 @MQTT-5.0:3.1.2-10
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-8 @MQTT-3.1.1:3.1.2-10
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-11
    Examples:
      | version |
      | 3.1     |

  @must @server @negative
  Scenario Outline: The will of a refused client is not published
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | <field>    | <value> |
      | will topic | a/will  |
    Then Alice is refused as <rule>
    And Bob receives nothing more
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-8 @MQTT-5.0:3.1.4-6
    Examples:
      | version | field                 | value                | rule                      |
      | 5.0     | Authentication Method | no-broker-has-this-1 | bad authentication method |

    @MQTT-3.1.1:3.1.2-8 @MQTT-3.1.1:3.1.4-5
    Examples:
      | version | field          | value | rule                         |
      | 3.1.1   | protocol level | 0     | unsupported protocol version |

    @MQTT-3.1:CONNECT-11
    Examples:
      | version | field          | value | rule                         |
      | 3.1     | protocol level | 99    | unsupported protocol version |
