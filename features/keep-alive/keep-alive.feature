Feature: Keep Alive
  A client promises to send a packet at least every so many seconds, a PINGREQ if it has nothing else.
  A broker that hears nothing for one and a half times as long takes the connection for dead and ends
  it, will included. Zero switches the check off. In 5.0 the broker may answer with a time of its own.

  @must @server @direct @slow
  Scenario Outline: Silence for one and a half times Keep Alive ends the connection
    Given MQTT <version>
    When Alice connects with:
      | keep alive | 2 |
    Then Alice is accepted
    And the broker closes the connection of Alice after 3 to 8 s
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-22 @MQTT-5.0:3.2.2-22
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-24
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-17
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @slow @MQTT-5.0:3.2.2-22
  Scenario: A broker that announces no Server Keep Alive lives by the client's
    Given MQTT 5.0
    When Alice connects with:
      | keep alive | 1 |
    Then Alice is accepted with:
      | Server Keep Alive | absent |
    And the broker ends the connection of Alice as keep alive timeout

  @must @server @direct @slow
  Scenario Outline: Every packet of the client counts, not only PINGREQ
    Given MQTT <version>
    And Alice is connected with:
      | keep alive | 2 |
    And Bob is connected
    When Bob subscribes to "a/b"
    And 2 s pass
    And Alice sends PUBLISH with:
      | topic   | a/b |
      | payload | 1   |
    And 2 s pass
    And Alice sends PINGREQ
    And 2 s pass
    Then the connection of Alice is still open
    And Bob receives "1" on "a/b"

    @MQTT-5.0:3.1.2-22
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-24
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-17
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @slow
  Scenario Outline: What the broker sends does not keep the connection alive
    Given MQTT <version>
    And Alice is connected with:
      | keep alive | 2 |
    And Bob is connected
    When Alice subscribes to "a/b"
    And 2.5 s pass
    And Bob publishes "1" to "a/b"
    And 2.5 s pass
    And Bob publishes "2" to "a/b"
    And 2.5 s pass
    And Bob publishes "3" to "a/b"
    Then the broker closes the connection of Alice within 1 s

    @MQTT-5.0:3.1.2-22
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-24
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-17
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @slow
  Scenario Outline: The will of a client that is silent too long is published
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | keep alive   | 1         |
      | will topic   | a/will    |
      | will payload | last word |
    Then Alice is accepted
    And Bob receives "last word" on "a/will"
    And the broker closes the connection of Alice

    @MQTT-5.0:3.1.2-22 @MQTT-5.0:3.1.2-8
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-24 @MQTT-3.1.1:3.1.2-8
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-17 @MQTT-3.1:CONNECT-11
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @slow
  Scenario Outline: The session of a client that was silent too long is kept
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
      | keep alive              | 1  |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    Then the broker closes the connection of Alice
    When Bob publishes "kept" to "a/b" at QoS 1
    And Alice reconnects
    Then Alice receives "kept" on "a/b" at QoS 1

    @MQTT-5.0:3.1.2-22 @MQTT-5.0:3.1.2-23
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-24 @MQTT-3.1.1:3.1.2-4
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-17
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @slow
  Scenario Outline: Keep Alive 0 switches the check off
    Given MQTT <version>
    And Alice is connected with:
      | keep alive | 0 |
    When 4 s pass
    Then the connection of Alice is still open

    @MQTT-5.0:X-13
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:X-13
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-18
    Examples:
      | version |
      | 3.1     |

  @must @client @negative @slow @cap:server-keep-alive @MQTT-5.0:3.1.2-21 @MQTT-5.0:3.2.2-21
  Scenario: A broker that announces a Server Keep Alive lives by its own
    Given MQTT 5.0
    When Alice connects with:
      | keep alive | 65535 |
    Then Alice is accepted with:
      | Server Keep Alive | present |
    And the broker closes the connection of Alice after one and a half times its Server Keep Alive
