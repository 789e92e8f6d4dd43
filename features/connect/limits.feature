Feature: What a client allows the broker to send
  With the properties of its CONNECT a client bounds what it is sent: how large a packet, how many
  unacknowledged messages, which topic aliases, and whether it wants explanations. The broker keeps
  to all of it for the whole connection. Values that would forbid everything are Protocol Errors.

  @must @client @negative
  Scenario Outline: <property> <value> is a Protocol Error
    Given MQTT 5.0
    When Alice connects with:
      | <property> | <value> |
    Then Alice is refused as protocol error in CONNECT
    And nobody else is disturbed

    @MQTT-5.0:X-15
    Examples:
      | property        | value |
      | Receive Maximum | 0     |

    @MQTT-5.0:X-16
    Examples:
      | property            | value |
      | Maximum Packet Size | 0     |

    @MQTT-5.0:X-17
    Examples:
      | property                     | value |
      | Request Response Information | 2     |
      | Request Response Information | 255   |

    @MQTT-5.0:X-18
    Examples:
      | property                    | value |
      | Request Problem Information | 2     |
      | Request Problem Information | 255   |

    @MQTT-5.0:X-19
    Examples:
      | property            | value  |
      | Authentication Data | secret |

  @must @server @direct @MQTT-5.0:3.1.2-24 @MQTT-5.0:3.1.2-25
  Scenario Outline: A message larger than the client's Maximum Packet Size is dropped, the next ones are not (QoS <qos>)
    Given MQTT 5.0
    And Alice is connected with:
      | Maximum Packet Size | 128 |
      | Receive Maximum     | 1   |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS <qos>
    And Bob publishes "a message of more than one hundred and twenty-eight bytes, which is more than what a client that takes no packets larger than that can be sent" to "a/b" at QoS <qos>
    And Bob publishes "small" to "a/b" at QoS <qos>
    Then Alice receives "small" on "a/b" at QoS <qos>
    And Alice receives nothing more

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @must @server @direct @MQTT-5.0:3.1.2-24 @MQTT-5.0:3.1.2-25
  Scenario: A message of exactly the client's Maximum Packet Size is sent
    Given MQTT 5.0
    And Alice is connected with:
      | Maximum Packet Size | 128 |
    And Bob is connected
    When Alice subscribes to "a"
    And Bob sends a PUBLISH of 129 bytes to "a"
    And Bob sends a PUBLISH of 128 bytes to "a"
    Then Alice receives a PUBLISH of 128 bytes
    And Alice receives nothing more

  @must @server @direct @cap:retain @MQTT-5.0:3.1.2-24 @MQTT-5.0:3.1.2-25
  Scenario: A retained message that is too large is not sent to a new subscription
    Given MQTT 5.0
    And Bob is connected
    When Bob publishes "a message of more than one hundred and twenty-eight bytes, which is more than what a client that takes no packets larger than that can be sent" to "a/large" at QoS 1 retained
    And Bob publishes "small" to "a/small" at QoS 1 retained
    And Alice connects with:
      | Maximum Packet Size | 128 |
    Then Alice is accepted
    When Alice subscribes to "a/#" at QoS 1
    Then Alice receives "small" on "a/small" at QoS 1
    And Alice receives nothing more

  @must @server @direct @MQTT-5.0:3.1.2-24 @MQTT-5.0:3.1.2-25
  Scenario: A waiting message that is too large for the client's next connection is dropped
    Given MQTT 5.0
    And Alice is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob is connected
    When Alice subscribes to "a/b" at QoS 1
    And Alice disconnects
    And Bob publishes "a message of more than one hundred and twenty-eight bytes, which is more than what a client that takes no packets larger than that can be sent" to "a/b" at QoS 1
    And Bob publishes "small" to "a/b" at QoS 1
    And Alice reconnects with:
      | Maximum Packet Size     | 128 |
      | Session Expiry Interval | 60  |
    Then Alice is accepted with:
      | session present | yes |
    And Alice receives "small" on "a/b" at QoS 1
    And Alice receives nothing more

  @must @server @direct @cap:server-topic-alias @MQTT-5.0:3.1.2-26
  Scenario: The broker's topic aliases stay within the client's Topic Alias Maximum
    Given MQTT 5.0
    And Alice is connected with:
      | Topic Alias Maximum | 2 |
    And Bob is connected
    When Alice subscribes to "a/#"
    And Bob publishes "1" to "a/one"
    And Bob publishes "2" to "a/two"
    And Bob publishes "3" to "a/three"
    And Bob publishes "4" to "a/one"
    And Bob publishes "5" to "a/three"
    Then Alice receives "1" on "a/one"
    And Alice receives "2" on "a/two"
    And Alice receives "3" on "a/three"
    And Alice receives "4" on "a/one"
    And Alice receives "5" on "a/three"

  @must @server @direct @cap:topic-alias @MQTT-5.0:3.1.2-27
  Scenario Outline: A client with Topic Alias Maximum <maximum> gets no alias, not even the publisher's
    Given MQTT 5.0
    And Alice is connected with:
      | Topic Alias Maximum | <maximum> |
    And Bob is connected
    When Alice subscribes to "a/b"
    And Bob sends PUBLISH with:
      | topic       | a/b   |
      | payload     | first |
      | Topic Alias | 1     |
    And Bob sends PUBLISH with:
      | raw topic   |        |
      | payload     | second |
      | Topic Alias | 1      |
    Then Alice receives "first" on "a/b" with:
      | Topic Alias | absent |
    And Alice receives "second" on "a/b" with:
      | Topic Alias | absent |

    Examples:
      | maximum |
      | 0       |
      | absent  |

  @must @server @direct @MQTT-5.0:3.1.2-28
  Scenario Outline: Response Information is not told to a client with Request Response Information <request>
    Given MQTT 5.0
    When Alice connects with:
      | Request Response Information | <request> |
    Then Alice is accepted with:
      | Response Information | absent |

    Examples:
      | request |
      | 0       |
      | absent  |

  @must @server @direct @MQTT-5.0:3.1.2-29
  Scenario: A client that wants no problem information gets none in acknowledgements
    Given MQTT 5.0
    And Alice is connected with:
      | Request Problem Information | 0 |
    When Alice sends PUBLISH with:
      | topic             | a/b |
      | qos               | 1   |
      | packet identifier | 1   |
    Then Alice receives PUBACK with:
      | packet identifier | 1      |
      | Reason String     | absent |
      | User Property     | absent |
    When Alice sends PUBREL with:
      | packet identifier | 77 |
    Then Alice receives PUBCOMP with:
      | packet identifier | 77     |
      | Reason String     | absent |
      | User Property     | absent |
    When Alice sends UNSUBSCRIBE with:
      | filter            | a/never |
      | packet identifier | 2       |
    Then Alice receives UNSUBACK with:
      | packet identifier | 2      |
      | Reason String     | absent |
      | User Property     | absent |
    When Alice sends SUBSCRIBE with:
      | filter            | a/# |
      | packet identifier | 3   |
    Then Alice receives SUBACK with:
      | packet identifier | 3      |
      | Reason String     | absent |
      | User Property     | absent |

  @must @server @direct @MQTT-5.0:3.1.2-29
  Scenario: User Properties of messages reach a client that wants no problem information
    Given MQTT 5.0
    And Alice is connected with:
      | Request Problem Information | 0 |
    And Bob is connected
    When Alice subscribes to "a/b"
    And Bob publishes "annotated" to "a/b" with:
      | User Property | key = value |
    Then Alice receives "annotated" on "a/b" with:
      | User Property | key = value |

  @must @server @monitor @MQTT-5.0:3.2.2-19 @MQTT-5.0:3.2.2-20
  Scenario Outline: A refusal is not explained at more length than the client's <size> bytes allow
    Given MQTT 5.0
    When Alice connects with:
      | Maximum Packet Size   | <size>               |
      | Authentication Method | no-broker-has-this-1 |
    Then Alice is refused as bad authentication method

    Examples:
      | size |
      | 5    |
      | 12   |
      | 30   |

  @must @server @monitor @MQTT-5.0:3.14.2-3 @MQTT-5.0:3.14.2-4
  Scenario Outline: A DISCONNECT is not explained at more length than the client's <size> bytes allow
    Given MQTT 5.0
    And Alice is connected with:
      | Maximum Packet Size | <size> |
    When Alice sends CONNECT
    Then the broker closes the connection of Alice

    Examples:
      | size |
      | 50   |
      | 60   |
      | 80   |
