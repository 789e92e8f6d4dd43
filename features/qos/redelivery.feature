Feature: Sending again
  What was under way when a connection ended is taken up when the client resumes its session: the broker
  sends each unacknowledged PUBLISH and PUBREL again, with the packet identifiers they had. MQTT 5.0 allows
  it at no other time: TCP does not lose packets, and a slow client only gets slower by repetitions.

  @must @server @direct
  Scenario Outline: Unacknowledged messages come again with their packet identifiers and DUP 1
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "one" to "a" at QoS 1
    And Alice publishes "two" to "a" at QoS 2
    Then Bob receives "one" and "two" in this order
    When Bob <leaves>
    And Bob reconnects
    Then Bob receives "one" again at QoS 1
    And Bob receives "two" again at QoS 2

    @MQTT-5.0:4.4.0-1 @MQTT-5.0:3.3.1-1
    Examples:
      | version | leaves               |
      | 5.0     | loses his connection |
      | 5.0     | disconnects          |

    @MQTT-3.1.1:4.4.0-1 @MQTT-3.1.1:3.3.1-1 @MQTT-3.1.1:2.3.1-4
    Examples:
      | version | leaves               |
      | 3.1.1   | loses his connection |
      | 3.1.1   | disconnects          |

    @MQTT-3.1:RETRY-01
    Examples:
      | version | leaves               |
      | 3.1     | loses his connection |
      | 3.1     | disconnects          |

  @must @server @direct
  Scenario Outline: They come again at each reconnect until they are acknowledged
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1
    Then Bob receives "x" on "a" at QoS 1
    When Bob loses his connection
    And Bob reconnects with:
      | Session Expiry Interval | 60 |
    Then Bob receives "x" again at QoS 1
    When Bob loses his connection
    And Bob reconnects with:
      | Session Expiry Interval | 60 |
    Then Bob receives "x" again at QoS 1
    When Bob sends PUBACK with:
      | packet identifier | that of "x" |
    Then the connection of Bob is still open
    When Bob loses his connection
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more

    @MQTT-5.0:4.4.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.4.0-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:RETRY-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A message whose subscription has ended meanwhile is sent again all the same
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1
    Then Bob receives "x" on "a" at QoS 1
    When Bob unsubscribes from "a"
    And Bob loses his connection
    And Bob reconnects
    Then Bob receives "x" again at QoS 1

    @MQTT-5.0:4.4.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.4.0-1
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: A client that starts clean gets nothing again
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "x" to "a" at QoS <qos>
    Then Bob receives "x" on "a" at QoS <qos>
    When Bob loses his connection
    And Bob reconnects with:
      | clean start | yes |
    Then Bob is accepted
    And Bob receives nothing more

    @MQTT-5.0:4.4.0-1
    Examples:
      | version | qos |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:4.4.0-1
    Examples:
      | version | qos |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:RETRY-01
    Examples:
      | version | qos |
      | 3.1     | 1   |
      | 3.1     | 2   |

  @MQTT-5.0:4.4.0-1 @must @server @direct @slow
  Scenario Outline: On a connection that goes on, nothing is sent twice at QoS <qos>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "x" to "a" at QoS <qos>
    Then Bob receives "x" on "a" at QoS <qos>
    When 3 s pass
    And Alice publishes "y" to "a" at QoS <qos>
    Then Bob receives "y" on "a" at QoS <qos>
    And Bob receives nothing more

    Examples:
      | qos |
      | 1   |
      | 2   |

  @MQTT-5.0:4.4.0-2 @must @server @direct
  Scenario Outline: PUBACK with <error> acknowledges a message too
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1
    Then Bob receives "x" on "a" at QoS 1
    When Bob sends PUBACK with:
      | packet identifier | that of "x" |
      | reason code       | <error>     |
    Then the connection of Bob is still open
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
      | Quota exceeded                |
      | Payload format invalid        |

  @MQTT-3.1:RETRY-02 @may @server @direct @slow
  Scenario: In MQTT 3.1 a broker may send an unacknowledged message again, until it is acknowledged
    Given MQTT 3.1
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean session | no |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1
    Then Bob receives "x" on "a" at QoS 1
    When 2 s pass
    And Bob sends PUBACK with:
      | packet identifier | that of "x" |
    Then the connection of Bob is still open
    When Bob loses his connection
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more

  @must @server @direct @cap:persistence @config:persistent
  Scenario Outline: Unacknowledged messages come again after a restart of the broker
    Given MQTT <version>
    And a broker configured with:
      | persistent | yes |
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "one" to "a" at QoS 1
    And Alice publishes "two" to "a" at QoS 2
    Then Bob receives "one" and "two" in this order
    When the broker restarts
    And Bob reconnects
    Then Bob receives "one" again at QoS 1
    And Bob receives "two" again at QoS 2

    @MQTT-5.0:4.4.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.4.0-1
    Examples:
      | version |
      | 3.1.1   |
