Feature: What a session holds
  The state of a session is the client's subscriptions, the messages of QoS 1 and 2 that wait for it or
  are under way, and what the client itself has under way at QoS 2. It lives at least as long as the
  connection, and while the client is away its messages go on to gather.

  @must @server @direct
  Scenario Outline: The session is kept as long as the connection
    Given MQTT <version>
    And Alice is connected
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 2
    And Bob publishes "1" to "a/b" at QoS 2
    Then Alice receives "1" on "a/b" at QoS 2
    When 2 s pass
    And Bob publishes "2" to "a/b" at QoS 2
    Then Alice receives "2" on "a/b" at QoS 2

    @MQTT-5.0:4.1.0-1 @slow
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.1.0-1 @MQTT-3.1.1:4.1.0-2 @slow
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: What the client has under way at QoS 2 is remembered
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    And Alice acknowledges by hand
    When Bob subscribes to "a/b" at QoS 2
    And Alice sends PUBLISH with:
      | topic             | a/b  |
      | payload           | once |
      | qos               | 2    |
      | packet identifier | 7    |
    Then Alice receives PUBREC with:
      | packet identifier | 7 |
    When Alice loses her connection
    And Alice reconnects
    Then Alice is accepted
    When Alice sends PUBLISH with:
      | topic             | a/b  |
      | payload           | once |
      | qos               | 2    |
      | dup               | yes  |
      | packet identifier | 7    |
    Then Alice receives PUBREC with:
      | packet identifier | 7 |
    When Alice sends PUBREL with:
      | packet identifier | 7 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 7 |
    And Bob receives "once" on "a/b" at QoS 2
    And Bob receives nothing more

    @MQTT-5.0:4.1.0-1 @MQTT-5.0:3.1.2-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.1.0-1 @MQTT-3.1.1:3.1.2-4
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-09
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: Messages of QoS 1 and 2 wait while the client is away
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    When Alice subscribes to "a/#" at QoS 2
    And Alice <leaves>
    And Bob publishes "one" to "a/1" at QoS 1
    And Bob publishes "two" to "a/2" at QoS 2
    And Alice reconnects
    Then Alice receives "one" on "a/1" at QoS 1
    And Alice receives "two" on "a/2" at QoS 2

    @MQTT-5.0:X-58 @MQTT-5.0:3.1.2-5 @MQTT-5.0:3.1.2-23
    Examples:
      | version | leaves               |
      | 5.0     | disconnects          |
      | 5.0     | loses her connection |

    @MQTT-3.1.1:3.1.2-5 @MQTT-3.1.1:4.1.0-1
    Examples:
      | version | leaves               |
      | 3.1.1   | disconnects          |
      | 3.1.1   | loses her connection |

    @MQTT-3.1:CONNECT-09
    Examples:
      | version | leaves               |
      | 3.1     | disconnects          |
      | 3.1     | loses her connection |

  @must @server @direct
  Scenario Outline: A message that was under way is delivered after the reconnect
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    And Alice acknowledges by hand
    When Alice subscribes to "a/b" at QoS 1
    And Bob publishes "under way" to "a/b" at QoS 1
    Then Alice receives "under way" on "a/b" with:
      | dup | no |
    When Alice loses her connection
    And Alice reconnects
    Then Alice receives "under way" on "a/b" with:
      | dup | yes |

    @MQTT-5.0:3.1.2-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-4
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-09
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A subscription that was ended stays ended
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice subscribes to "c/d" at QoS 1
    And Alice unsubscribes from "a/b"
    And Alice disconnects
    And Alice reconnects
    Then Alice is accepted
    When Bob publishes "unwanted" to "a/b" at QoS 1
    And Bob publishes "wanted" to "c/d" at QoS 1
    Then Alice receives "wanted" on "c/d" at QoS 1
    And Alice receives nothing more

    @MQTT-5.0:3.1.2-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-4
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-09
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A session is found by a client of another version
    Given MQTT <older>
    And Bob speaks MQTT <newer>
    And Alice is connected with:
      | client id   | same |
      | clean start | no   |
    And Carol is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice disconnects
    And Carol publishes "kept" to "a/b" at QoS 1
    And Bob connects with:
      | client id   | same |
      | clean start | no   |
    Then Bob receives "kept" on "a/b" at QoS 1

    @MQTT-5.0:3.1.2-5 @MQTT-3.1.1:3.1.2-4
    Examples:
      | older | newer |
      | 3.1.1 | 5.0   |

    @MQTT-3.1:MIX-01 @MQTT-3.1:CONNECT-09
    Examples:
      | older | newer |
      | 3.1   | 3.1.1 |
