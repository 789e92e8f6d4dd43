Feature: CONNECT comes first and once
  A connection carries nothing before CONNECT, and CONNECT only once. The broker answers it with one
  CONNACK and sends nothing before that, but AUTH in an enhanced authentication. A client may go on
  without waiting for the answer; what it sent early counts only if it is accepted.

  @must @client @negative
  Scenario Outline: A connection that begins with <packet> is closed without an answer
    Given MQTT <version>
    When Alice opens a connection
    And Alice sends <packet>
    Then the broker closes the connection of Alice
    And nobody else is disturbed

    @MQTT-5.0:3.1.0-1 @MQTT-5.0:3.14.0-1
    Examples:
      | version | packet     |
      | 5.0     | PUBLISH    |
      | 5.0     | SUBSCRIBE  |
      | 5.0     | PINGREQ    |
      | 5.0     | DISCONNECT |
      | 5.0     | AUTH       |

    @MQTT-3.1.1:3.1.0-1
    Examples:
      | version | packet     |
      | 3.1.1   | PUBLISH    |
      | 3.1.1   | SUBSCRIBE  |
      | 3.1.1   | PINGREQ    |
      | 3.1.1   | DISCONNECT |

    @MQTT-3.1:CONNECT-03
    Examples:
      | version | packet     |
      | 3.1     | PUBLISH    |
      | 3.1     | SUBSCRIBE  |
      | 3.1     | PINGREQ    |
      | 3.1     | DISCONNECT |

  @server @negative
  Scenario Outline: A second CONNECT ends the connection
    Given MQTT <version>
    And Alice is connected
    When Alice sends CONNECT
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

    @must @MQTT-5.0:3.1.0-2 @MQTT-5.0:3.2.0-2
    Examples:
      | version |
      | 5.0     |

    @must @MQTT-3.1.1:3.1.0-2
    Examples:
      | version |
      | 3.1.1   |

    @may @MQTT-3.1:CONNECT-20
    Examples:
      | version |
      | 3.1     |

  @should @server @negative @slow
  Scenario Outline: A connection on which no CONNECT comes is closed in reasonable time
    Given MQTT <version>
    When Alice opens a connection
    Then the broker closes the connection of Alice within 30 s
    And nobody else is disturbed

    @MQTT-5.0:X-11
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:X-11
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-03
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A valid CONNECT is accepted with one CONNACK, which comes first
    Given MQTT <version>
    When Alice connects
    Then Alice is accepted with:
      | session present | no |
    And Alice receives nothing more

    @MQTT-5.0:3.1.4-5 @MQTT-5.0:3.2.0-1 @MQTT-5.0:3.2.0-2 @MQTT-5.0:3.2.2-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.4-4 @MQTT-3.1.1:3.2.0-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNACK-01 @MQTT-3.1:CONNACK-02 @MQTT-3.1:CONNACK-04 @MQTT-3.1:CONNECT-01
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: Messages that waited in the session come after CONNACK
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice disconnects
    And Bob publishes "early" to "a/b" at QoS 1
    And Alice reconnects
    Then Alice is accepted with:
      | session present | <present> |
    And Alice receives "early" on "a/b" at QoS 1

    @MQTT-5.0:3.2.0-1
    Examples:
      | version | present |
      | 5.0     | yes     |

    @MQTT-3.1.1:3.2.0-1
    Examples:
      | version | present |
      | 3.1.1   | yes     |

    @MQTT-3.1:CONNACK-01 @MQTT-3.1:CONNACK-04
    Examples:
      | version | present |
      | 3.1     | no      |

  @must @server @direct
  Scenario Outline: A client need not wait for CONNACK
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/b" at QoS 1
    And Alice connects
    And Alice sends PUBLISH with:
      | topic   | a/b   |
      | payload | eager |
      | qos     | 1     |
    Then Alice is accepted
    And Alice receives PUBACK
    And Bob receives "eager" on "a/b" at QoS 1

    @MQTT-5.0:X-12 @MQTT-5.0:3.2.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:X-12 @MQTT-3.1.1:3.2.0-1
    Examples:
      | version |
      | 3.1.1   |

  @must @server @negative
  Scenario Outline: What follows a refused CONNECT is ignored
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/b"
    And Alice connects with:
      | <field> | <value> |
    And Alice sends PUBLISH with:
      | topic   | a/b   |
      | payload | eager |
    Then Alice is refused as <rule>
    And Bob does not receive "eager"
    And nobody else is disturbed

    @MQTT-5.0:3.1.4-6
    Examples:
      | version | field                 | value                | rule                      |
      | 5.0     | Authentication Method | no-broker-has-this-1 | bad authentication method |

    @MQTT-3.1.1:3.1.4-5
    Examples:
      | version | field          | value | rule                         |
      | 3.1.1   | protocol level | 0     | unsupported protocol version |

    @MQTT-3.1:CONNECT-02
    Examples:
      | version | field          | value | rule                         |
      | 3.1     | protocol level | 99    | unsupported protocol version |
