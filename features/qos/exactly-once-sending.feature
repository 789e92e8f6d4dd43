Feature: QoS 2, exactly once: the broker sends
  As sender of a message of QoS 2 the broker waits for PUBREC, then lets the client forget the packet
  identifier with PUBREL and waits for PUBCOMP. Once it has sent PUBREL it never sends the PUBLISH again.
  In MQTT 5.0 a PUBREC with an error ends the exchange at once.

  @must @server @direct
  Scenario Outline: The broker delivers a new message with QoS 2, DUP 0 and a packet identifier, once
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "1" to "a" at QoS 2
    And Alice publishes "2" to "a" at QoS 2
    Then Bob receives "1" on "a" at QoS 2 with:
      | dup               | no      |
      | packet identifier | present |
    And Bob receives "2" on "a" at QoS 2 with:
      | dup               | no      |
      | packet identifier | present |

    @MQTT-5.0:4.3.3-1 @MQTT-5.0:4.3.3-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: Until its PUBREC a message counts as unacknowledged, and is sent again
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob loses his connection
    And Bob reconnects
    Then Bob receives "x" again at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "x" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "x" |

    @MQTT-5.0:4.3.3-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETRY-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: PUBREC is answered with PUBREL, and PUBCOMP ends the exchange
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "x" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "x" |
    When Bob sends PUBCOMP with:
      | packet identifier | that of "x" |
    Then the connection of Bob is still open
    And Bob receives nothing more
    When Bob loses his connection
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-4 @MQTT-5.0:4.3.3-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-01
    Examples:
      | version |
      | 3.1     |

  @MQTT-5.0:4.3.3-4 @must @server @direct
  Scenario: PUBREC that says No matching subscribers is answered with PUBREL too
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "x"             |
      | reason code       | No matching subscribers |
    Then Bob receives PUBREL with:
      | packet identifier | that of "x" |

  @MQTT-5.0:4.3.3-4 @MQTT-5.0:4.4.0-2 @must @server @direct
  Scenario Outline: PUBREC with <error> ends the exchange: neither PUBREL nor the message come any more
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "x" |
      | reason code       | <error>     |
    Then the connection of Bob is still open
    And Bob receives nothing more
    When Bob loses his connection
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more

    Examples:
      | error                         |
      | Unspecified error             |
      | Implementation specific error |
      | Not authorized                |
      | Topic Name invalid            |
      | Packet identifier in use      |
      | Quota exceeded                |
      | Payload format invalid        |

  @must @server @direct
  Scenario Outline: Until PUBCOMP it is PUBREL that counts as unacknowledged, and is sent again in place of PUBLISH
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "x" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "x" |
    When Bob loses his connection
    And Bob reconnects
    Then Bob is accepted
    And Bob receives PUBREL with:
      | packet identifier | that of "x" |
    When Bob sends PUBCOMP with:
      | packet identifier | that of "x" |
    Then the connection of Bob is still open
    And Bob receives nothing more

    @MQTT-5.0:4.3.3-5 @MQTT-5.0:4.3.3-6 @MQTT-5.0:4.4.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-1 @MQTT-3.1.1:4.4.0-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS2-01 @MQTT-3.1:RETRY-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A repeated PUBREC is answered with PUBREL again
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob sends PUBREC with:
      | packet identifier | that of "x" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "x" |
    When Bob sends PUBREC with:
      | packet identifier | that of "x" |
    Then Bob receives PUBREL with:
      | packet identifier | that of "x" |

    @MQTT-5.0:4.3.3-4
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.3-1
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-5.0:4.3.3-7 @must @server @direct @slow
  Scenario: A message whose PUBLISH was sent does not expire any more
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2 with:
      | Message Expiry Interval | 1 |
    Then Bob receives "x" on "a" at QoS 2
    When Bob loses his connection
    And 2 s pass
    And Bob reconnects
    Then Bob receives "x" again at QoS 2
