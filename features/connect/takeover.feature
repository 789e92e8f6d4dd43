Feature: A client identifier is connected once
  A client that connects with the identifier of a connected client takes its session over: the broker
  closes the older connection, in 5.0 after saying why. It is how a client gets back in whose old
  connection is dead without the broker knowing.

  @must @server @direct
  Scenario Outline: The older connection is closed
    Given MQTT <version>
    And Alice is connected with:
      | client id | same |
    When Bob connects with:
      | client id | same |
    Then Bob is accepted
    And the broker ends the connection of Alice as session taken over
    And the connection of Bob is still open

    @MQTT-5.0:3.1.4-3 @MQTT-5.0:4.13.2-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.4-2
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-08
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: The newer version of a client takes over as well
    Given MQTT <older>
    And Bob speaks MQTT <newer>
    And Alice is connected with:
      | client id | same |
    When Bob connects with:
      | client id | same |
    Then Bob is accepted
    And the broker ends the connection of Alice as session taken over

    @MQTT-5.0:3.1.4-3
    Examples:
      | older | newer |
      | 3.1.1 | 5.0   |
      | 3.1   | 5.0   |

    @MQTT-3.1.1:3.1.4-2
    Examples:
      | older | newer |
      | 5.0   | 3.1.1 |
      | 3.1   | 3.1.1 |

    @MQTT-3.1:CONNECT-08
    Examples:
      | older | newer |
      | 5.0   | 3.1   |
      | 3.1.1 | 3.1   |

  @must @server @direct
  Scenario Outline: The session goes on with the newer connection
    Given MQTT <version>
    And Alice is connected with:
      | client id               | same |
      | clean start             | no   |
      | Session Expiry Interval | 60   |
    And Carol is connected
    When Alice subscribes to "a/b" at QoS 1
    And Bob connects with:
      | client id               | same |
      | clean start             | no   |
      | Session Expiry Interval | 60   |
    Then Bob is accepted with:
      | session present | <present> |
    And the broker ends the connection of Alice as session taken over
    When Carol publishes "moved" to "a/b" at QoS 1
    Then Bob receives "moved" on "a/b" at QoS 1

    @MQTT-5.0:3.1.4-3 @MQTT-5.0:3.1.2-5 @MQTT-5.0:3.2.2-3
    Examples:
      | version | present |
      | 5.0     | yes     |

    @MQTT-3.1.1:3.1.4-2 @MQTT-3.1.1:3.1.2-4 @MQTT-3.1.1:3.2.2-2
    Examples:
      | version | present |
      | 3.1.1   | yes     |

    @MQTT-3.1:CONNECT-08 @MQTT-3.1:CONNECT-09
    Examples:
      | version | present |
      | 3.1     | no      |

  @must @server @direct
  Scenario Outline: Clean Start drops the session that it takes over
    Given MQTT <version>
    And Alice is connected with:
      | client id               | same |
      | clean start             | no   |
      | Session Expiry Interval | 60   |
    And Carol is connected
    When Alice subscribes to "a/b" at QoS 1
    And Bob connects with:
      | client id   | same |
      | clean start | yes  |
    Then Bob is accepted with:
      | session present | no |
    And the broker ends the connection of Alice as session taken over
    When Carol publishes "lost" to "a/b" at QoS 1
    Then Bob receives nothing more

    @MQTT-5.0:3.1.4-3 @MQTT-5.0:3.1.2-4 @MQTT-5.0:3.2.2-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.4-2 @MQTT-3.1.1:3.1.2-6 @MQTT-3.1.1:3.2.2-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-08 @MQTT-3.1:CONNECT-10
    Examples:
      | version |
      | 3.1     |

  @must @server @negative
  Scenario Outline: A refused CONNECT takes nothing over
    Given MQTT <version>
    And Alice is connected with:
      | client id | same |
    When Bob connects with:
      | client id | same    |
      | <field>   | <value> |
    Then Bob is refused as <rule>
    And the connection of Alice is still open
    And nobody else is disturbed

    @MQTT-5.0:3.1.4-6
    Examples:
      | version | field                 | value                | rule                      |
      | 5.0     | Authentication Method | no-broker-has-this-1 | bad authentication method |

    @MQTT-3.1.1:3.1.4-5
    Examples:
      | version | field          | value | rule                         |
      | 3.1.1   | protocol level | 0     | unsupported protocol version |

  @must @server @direct
  Scenario Outline: The will of the older connection is published
    Given MQTT <version>
    And Carol is connected
    When Carol subscribes to "a/will"
    And Alice connects with:
      | client id    | same   |
      | will topic   | a/will |
      | will payload | gone   |
    Then Alice is accepted
    When Bob connects with:
      | client id | same |
    Then Bob is accepted
    And the broker ends the connection of Alice as session taken over
    And Carol receives "gone" on "a/will"

    @MQTT-5.0:X-24 @MQTT-5.0:3.1.2-8
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-8
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-11
    Examples:
      | version |
      | 3.1     |
