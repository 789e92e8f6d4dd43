Feature: Session Expiry Interval
  In 5.0 a client says how many seconds its session outlives the connection; nothing means zero, and
  4294967295 means for ever. The broker may answer CONNECT with an interval of its own. With DISCONNECT
  the client can change its mind, but not keep a session that was to end with the connection.

  @must @server @direct @slow @MQTT-5.0:3.1.2-23 @MQTT-5.0:4.1.0-2 @MQTT-5.0:X-25
  Scenario Outline: A session is kept for its interval and no longer (the client <leaves>)
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 2 |
    When Alice <leaves>
    And 1 s pass
    And Alice reconnects with:
      | Session Expiry Interval | 2 |
    Then Alice is accepted with:
      | session present | yes |
    When Alice <leaves>
    And 4 s pass
    And Alice reconnects
    Then Alice is accepted with:
      | session present | no |

    Examples:
      | leaves               |
      | disconnects          |
      | loses her connection |

  @must @server @direct @slow @MQTT-5.0:4.1.0-2
  Scenario: What an expired session held is gone
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 1 |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice disconnects
    And Bob publishes "waiting" to "a/b" at QoS 1
    And 3 s pass
    And Alice reconnects with:
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | no |
    When Bob publishes "later" to "a/b" at QoS 1
    Then Alice receives nothing more

  @must @server @direct @MQTT-5.0:X-14 @MQTT-5.0:4.1.0-2
  Scenario Outline: With an interval of <interval> the session ends with the connection
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | <interval> |
    When Alice disconnects
    And Alice reconnects
    Then Alice is accepted with:
      | session present | no |

    Examples:
      | interval |
      | absent   |
      | 0        |

  @must @server @direct @MQTT-5.0:3.1.2-23
  Scenario: The largest interval means for ever
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 4294967295 |
    When Alice loses her connection
    And Alice reconnects with:
      | Session Expiry Interval | 0 |
    Then Alice is accepted with:
      | session present | yes |

  @must @server @direct @slow @MQTT-5.0:4.1.0-1 @MQTT-5.0:4.1.0-2
  Scenario: The interval does not run while the client is connected
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 1 |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And 3 s pass
    And Bob publishes "still here" to "a/b" at QoS 1
    Then Alice receives "still here" on "a/b" at QoS 1

  @must @server @direct @slow @MQTT-5.0:3.1.2-23 @MQTT-5.0:X-25
  Scenario: Each connection sets the interval anew
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 1 |
    When Alice loses her connection
    And Alice reconnects with:
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | yes |
    When Alice loses her connection
    And 3 s pass
    And Alice reconnects
    Then Alice is accepted with:
      | session present | yes |

  @must @server @direct @MQTT-5.0:X-53
  Scenario: DISCONNECT with an interval of 0 ends the session
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 60 |
    When Alice disconnects with:
      | Session Expiry Interval | 0 |
    And Alice reconnects
    Then Alice is accepted with:
      | session present | no |

  @must @server @direct @slow @MQTT-5.0:X-53
  Scenario: DISCONNECT with a longer interval keeps the session longer
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | 1 |
    When Alice disconnects with:
      | Session Expiry Interval | 60 |
    And 3 s pass
    And Alice reconnects
    Then Alice is accepted with:
      | session present | yes |

  @must @client @negative @MQTT-5.0:X-54
  Scenario Outline: DISCONNECT cannot keep a session that was to end with the connection
    Given MQTT 5.0
    And Alice is connected with:
      | Session Expiry Interval | <interval> |
    When Alice sends DISCONNECT with:
      | Session Expiry Interval | 60 |
    Then the broker ends the connection of Alice as protocol error
    When Alice reconnects
    Then Alice is accepted with:
      | session present | no |
    And nobody else is disturbed

    Examples:
      | interval |
      | absent   |
      | 0        |
