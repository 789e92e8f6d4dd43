Feature: Clean Start decides between the old session and a new one
  A client that connects with Clean Start gets a new session and the old one is thrown away. Without it
  the client goes on with what the broker stored: its subscriptions and the messages for it. In 3.1 and
  3.1.1 the same flag, Clean Session, also ends the session with the connection.

  @must @server @direct
  Scenario Outline: Without a stored session the broker begins one
    Given MQTT <version>
    And Bob is connected
    When Alice connects with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | no |
    When Alice subscribes to "a/b" at QoS 1
    And Alice disconnects
    And Bob publishes "kept" to "a/b" at QoS 1
    And Alice reconnects
    Then Alice receives "kept" on "a/b" at QoS 1

    @MQTT-5.0:3.1.2-6 @MQTT-5.0:3.1.2-23 @MQTT-5.0:3.2.2-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-4 @MQTT-3.1.1:3.2.2-3 @MQTT-3.1.1:4.1.0-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-09
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: The subscriptions of a stored session go on
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice <leaves>
    And Alice reconnects with:
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | <present> |
    When Bob publishes "again" to "a/b" at QoS 1
    Then Alice receives "again" on "a/b" at QoS 1

    @MQTT-5.0:3.1.2-5 @MQTT-5.0:3.2.2-3 @MQTT-5.0:3.1.4-4
    Examples:
      | version | leaves               | present |
      | 5.0     | disconnects          | yes     |
      | 5.0     | loses her connection | yes     |

    @MQTT-3.1.1:3.1.2-4 @MQTT-3.1.1:3.2.2-2 @MQTT-3.1.1:3.1.4-3
    Examples:
      | version | leaves               | present |
      | 3.1.1   | disconnects          | yes     |
      | 3.1.1   | loses her connection | yes     |

    @MQTT-3.1:CONNECT-09
    Examples:
      | version | leaves               | present |
      | 3.1     | disconnects          | no      |
      | 3.1     | loses her connection | no      |

  @must @server @direct
  Scenario Outline: Clean Start throws the stored session away
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice disconnects
    And Bob publishes "waiting" to "a/b" at QoS 1
    And Alice reconnects with:
      | clean start | yes |
    Then Alice is accepted with:
      | session present | no |
    When Bob publishes "later" to "a/b" at QoS 1
    Then Alice receives nothing more

    @MQTT-5.0:3.1.2-4 @MQTT-5.0:3.2.2-2 @MQTT-5.0:3.1.4-4
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-6 @MQTT-3.1.1:3.2.2-1 @MQTT-3.1.1:3.1.4-3
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-10
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: Nothing of a session that ends with its connection is found later
    Given MQTT <version>
    And Alice is connected
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice <leaves>
    And Bob publishes "missed" to "a/b" at QoS 1
    And Alice reconnects
    Then Alice is accepted with:
      | session present | no |
    When Bob publishes "later" to "a/b" at QoS 1
    Then Alice receives nothing more

    @MQTT-5.0:X-14 @MQTT-5.0:3.2.2-3
    Examples:
      | version | leaves               |
      | 5.0     | disconnects          |
      | 5.0     | loses her connection |

    @MQTT-3.1.1:3.1.2-6 @MQTT-3.1.1:3.2.2-3
    Examples:
      | version | leaves               |
      | 3.1.1   | disconnects          |
      | 3.1.1   | loses her connection |

    @MQTT-3.1:CONNECT-10 @MQTT-3.1:DISCONNECT-01
    Examples:
      | version | leaves      |
      | 3.1     | disconnects |

  @must @server @direct @cap:retain
  Scenario Outline: Retained messages are not part of a session
    Given MQTT <version>
    And Alice is connected
    And Bob is connected
    When Alice publishes "stays" to "a/b" at QoS 1 retained
    And Alice disconnects
    And Alice reconnects with:
      | clean start | yes |
    Then Alice is accepted with:
      | session present | no |
    When Bob subscribes to "a/b"
    Then Bob receives "stays" on "a/b" with:
      | retain | yes |

    @MQTT-5.0:3.1.2-4
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-7
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-10
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A session that was made anew is kept like any other
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | yes |
      | Session Expiry Interval | 60  |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice disconnects
    And Bob publishes "kept" to "a/b" at QoS 1
    And Alice reconnects
    Then Alice is accepted with:
      | session present | yes |
    And Alice receives "kept" on "a/b" at QoS 1

    @MQTT-5.0:3.1.2-4 @MQTT-5.0:3.1.2-23
    Examples:
      | version |
      | 5.0     |
