Feature: What CONNACK says
  CONNACK tells whether the client is accepted, whether the broker has its session, and in 5.0 what the
  broker offers. What it announces holds for the connection: a client that asks for more is turned away
  with the reason that fits. After a refusal nothing comes but the end of the connection.

  @must @server @direct
  Scenario Outline: Session Present tells whether the broker has the session
    Given MQTT <version>
    When Alice connects with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | no |
    When Alice disconnects
    And Alice reconnects with:
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | yes |
    When Alice disconnects
    And Alice reconnects with:
      | clean start             | yes |
      | Session Expiry Interval | 60  |
    Then Alice is accepted with:
      | session present | no |

    @MQTT-5.0:3.2.2-2 @MQTT-5.0:3.2.2-3 @MQTT-5.0:3.1.4-4 @MQTT-5.0:3.1.2-6
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.2.2-1 @MQTT-3.1.1:3.2.2-2 @MQTT-3.1.1:3.2.2-3 @MQTT-3.1.1:3.1.4-3
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct @MQTT-3.1:CONNACK-01
  Scenario: In 3.1 the first byte of CONNACK stays zero
    Given MQTT 3.1
    And Alice is connected with:
      | clean start | no |
    When Alice disconnects
    And Alice reconnects
    Then Alice is accepted with:
      | session present | no |

  @must @server @negative
  Scenario Outline: A refusal says Session Present 0, though there is a session, and closes
    Given MQTT <version>
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    When Alice disconnects
    And Alice reconnects with:
      | <field> | <value> |
    Then Alice is refused as <rule>
    When Alice reconnects with:
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | yes |
    And nobody else is disturbed

    @MQTT-5.0:3.2.2-6 @MQTT-5.0:3.2.2-7 @MQTT-5.0:3.2.2-8 @MQTT-5.0:4.13.2-1
    Examples:
      | version | field                 | value                | rule                      |
      | 5.0     | Authentication Method | no-broker-has-this-1 | bad authentication method |

    @MQTT-3.1.1:3.2.2-4 @MQTT-3.1.1:3.2.2-5
    Examples:
      | version | field          | value | rule                         |
      | 3.1.1   | protocol level | 0     | unsupported protocol version |

  @must @server @monitor @MQTT-5.0:X-26 @MQTT-5.0:X-27
  Scenario: What CONNACK announces has values that mean something
    Given MQTT 5.0
    When Alice connects with:
      | Session Expiry Interval      | 60 |
      | Request Response Information | 1  |
      | Request Problem Information  | 1  |
    Then Alice is accepted with:
      | Server Reference | absent |

  @must @server @direct @cap:max-qos @MQTT-5.0:3.2.2-9
  Scenario: A broker without QoS 2 says so
    Given MQTT 5.0
    When Alice connects
    Then Alice is accepted with:
      | Maximum QoS | present |

  @must @server @direct @cap:max-qos @MQTT-5.0:3.2.2-10
  Scenario Outline: A broker with a Maximum QoS takes subscriptions at QoS <qos>
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected
    When Alice subscribes to "a/b" at QoS <qos>
    And Bob publishes "x" to "a/b"
    Then Alice receives "x" on "a/b"

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @must @client @negative @cap:max-qos @MQTT-5.0:3.2.2-11
  Scenario: A message above the Maximum QoS ends the connection
    Given MQTT 5.0
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic | a/b |
      | qos   | 2   |
    Then the broker ends the connection of Alice as packet QoS not supported
    And nobody else is disturbed

  @must @server @negative @cap:max-qos @MQTT-5.0:3.2.2-12
  Scenario: A will above the Maximum QoS is refused
    Given MQTT 5.0
    When Alice connects with:
      | will topic | a/will |
      | will qos   | 2      |
    Then Alice is refused as QoS not supported
    And nobody else is disturbed

  @must @server @negative @cap:retain-unavailable @MQTT-5.0:3.2.2-13
  Scenario: A broker that retains nothing refuses a retained will
    Given MQTT 5.0
    When Alice connects with:
      | will topic  | a/will |
      | will retain | yes    |
    Then Alice is refused as retain not supported
    And nobody else is disturbed

  @must @client @negative @cap:retain-unavailable @MQTT-5.0:3.2.2-14
  Scenario: A broker that retains nothing ends a connection on which a message is to be retained
    Given MQTT 5.0
    When Alice connects
    Then Alice is accepted with:
      | Retain Available | 0 |
    When Alice sends PUBLISH with:
      | topic  | a/b |
      | retain | yes |
    Then the broker ends the connection of Alice as packet retain not supported
    And nobody else is disturbed

  @must @client @negative @cap:max-packet-size @MQTT-5.0:3.2.2-15
  Scenario: A packet above the broker's Maximum Packet Size ends the connection
    Given MQTT 5.0
    When Alice connects
    Then Alice is accepted with:
      | Maximum Packet Size | present |
    When Alice sends a PUBLISH larger than the broker's Maximum Packet Size
    Then the broker ends the connection of Alice as packet too large
    And nobody else is disturbed

  @must @client @negative @cap:topic-alias @MQTT-5.0:3.2.2-17
  Scenario: A topic alias above the broker's Topic Alias Maximum ends the connection
    Given MQTT 5.0
    When Alice connects
    Then Alice is accepted with:
      | Topic Alias Maximum | present |
    When Alice sends a PUBLISH with a topic alias above the broker's Topic Alias Maximum
    Then the broker ends the connection of Alice as topic alias invalid
    And nobody else is disturbed

  @must @client @negative @cap:topic-alias-unavailable @MQTT-5.0:3.2.2-18
  Scenario: A broker that takes no topic aliases ends a connection that uses one
    Given MQTT 5.0
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic       | a/b |
      | Topic Alias | 1   |
    Then the broker ends the connection of Alice as topic alias invalid
    And nobody else is disturbed
