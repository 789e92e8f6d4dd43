Feature: The message of a will
  A will is published as the message its client would have sent: on its topic, with its bytes, its QoS,
  retained or not, and in 5.0 with its properties. Subscribers cannot tell it from another message.

  @must @server @direct
  Scenario Outline: A will of QoS <qos> arrives at QoS <qos>
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will" at QoS 2
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | last word |
      | will qos     | <qos>     |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will" at QoS <qos>

    @MQTT-5.0:3.1.2-8
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.1.2-8
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:CONNECT-12
    Examples:
      | version | qos |
      | 3.1     | 0   |
      | 3.1     | 1   |
      | 3.1     | 2   |

  @must @server @direct @cap:retain
  Scenario Outline: A retained will is the topic's retained message (QoS <qos>)
    Given MQTT <version>
    And Bob is connected
    And Carol is connected
    When Bob subscribes to "a/will" at QoS 2
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | last word |
      | will qos     | <qos>     |
      | will retain  | yes       |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will" with:
      | qos    | <qos> |
      | retain | no    |
    When Carol subscribes to "a/will" at QoS 2
    Then Carol receives "last word" on "a/will" with:
      | qos    | <qos> |
      | retain | yes   |

    @MQTT-5.0:3.1.2-15
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.1.2-17
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:CONNECT-13
    Examples:
      | version | qos |
      | 3.1     | 0   |
      | 3.1     | 1   |
      | 3.1     | 2   |

  @must @server @direct
  Scenario Outline: A will without the flag is not retained
    Given MQTT <version>
    And Bob is connected
    And Carol is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | last word |
      | will retain  | no        |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will" with:
      | retain | no |
    When Carol subscribes to "a/will"
    Then Carol receives nothing more

    @MQTT-5.0:3.1.2-14
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-16
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-13
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @cap:retain
  Scenario Outline: An empty retained will takes the retained message away
    Given MQTT <version>
    And Bob is connected
    And Carol is connected
    When Bob publishes "status" to "a/will" at QoS 1 retained
    And Bob subscribes to "a/will"
    Then Bob receives "status" on "a/will" with:
      | retain | yes |
    When Alice connects with:
      | will topic   | a/will |
      | will payload |        |
      | will retain  | yes    |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "" on "a/will"
    When Carol subscribes to "a/will"
    Then Carol receives nothing more

    @MQTT-5.0:3.1.2-15
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.2-17
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNECT-13
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: A will may be <what>
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | will topic   | a/will    |
      | will payload | <payload> |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives PUBLISH with:
      | topic   | a/will    |
      | payload | <payload> |

    @MQTT-5.0:3.1.2-8
    Examples:
      | version | what        | payload                     |
      | 5.0     | empty       |                             |
      | 5.0     | any bytes   | 0x00 FF FE C0 AF ED A0      |
      | 5.0     | rather long | "word " repeated 2000 times |

    @MQTT-3.1.1:3.1.2-8
    Examples:
      | version | what        | payload                     |
      | 3.1.1   | empty       |                             |
      | 3.1.1   | any bytes   | 0x00 FF FE C0 AF ED A0      |
      | 3.1.1   | rather long | "word " repeated 2000 times |

    @MQTT-3.1:CONNECT-14
    Examples:
      | version | what        | payload                     |
      | 3.1     | empty       |                             |
      | 3.1     | rather long | "word " repeated 2000 times |

  @must @server @direct @MQTT-5.0:X-23 @MQTT-5.0:3.1.3-10
  Scenario: The properties of a will travel with it, User Properties in their order
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will" at QoS 1
    And Alice connects with:
      | will topic                    | a/will     |
      | will payload                  | last word  |
      | will qos                      | 1          |
      | will Payload Format Indicator | 1          |
      | will Content Type             | text/plain |
      | will Response Topic           | a/answer   |
      | will Correlation Data         | 0x01 02 FF |
      | will User Property            | b = 2      |
      | will User Property            | a = 1      |
      | will User Property            | b = 3      |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will" with:
      | qos                      | 1          |
      | Payload Format Indicator | 1          |
      | Content Type             | text/plain |
      | Response Topic           | a/answer   |
      | Correlation Data         | 0x01 02 FF |
      | User Property            | b = 2      |
      | User Property            | a = 1      |
      | User Property            | b = 3      |
      | Will Delay Interval      | absent     |

  @must @server @direct @slow @MQTT-5.0:X-23
  Scenario: The expiry interval of a will runs from its publication
    Given MQTT 5.0
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    When Bob subscribes to "a/will" at QoS 1
    And Bob disconnects
    And Alice connects with:
      | will topic                   | a/will |
      | will qos                     | 1      |
      | will Message Expiry Interval | 1      |
    Then Alice is accepted
    When Alice loses her connection
    And 3 s pass
    And Bob reconnects
    Then Bob is accepted with:
      | session present | yes |
    And Bob receives nothing more

  @must @client @negative @MQTT-5.0:X-21
  Scenario Outline: Among the properties of a will, <property> <fault>
    Given MQTT 5.0
    When Alice opens a connection
    And Alice sends a CONNECT made of:
      | protocol          | "MQTT" 05    |
      | connect flags     | 06           |
      | keep alive        | 00 3C        |
      | properties        | 00           |
      | client identifier | "c1"         |
      | will properties   | <properties> |
      | will topic        | "a"          |
      | will payload      | "gone"       |
    Then Alice is refused as <rule>
    And nobody else is disturbed

    Examples:
      | property                 | fault           | properties                       | rule                      |
      | Session Expiry Interval  | does not belong | 05 11 00 00 00 01                | malformed CONNECT         |
      | Topic Alias              | does not belong | 03 23 00 01                      | malformed CONNECT         |
      | Will Delay Interval      | stands once     | 0A 18 00 00 00 01 18 00 00 00 01 | protocol error in CONNECT |
      | Payload Format Indicator | stands once     | 04 01 01 01 01                   | protocol error in CONNECT |

  @must @client @negative
  Scenario Outline: The topic "<topic>" is none that a will could be published on
    Given MQTT <version>
    When Alice connects with:
      | raw will topic | <topic> |
    Then Alice is refused as <rule>
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-9
    Examples:
      | version | topic | rule         |
      | 5.0     | a/#   | will refused |
      | 5.0     | a/+/b | will refused |
      | 5.0     |       | will refused |

    @MQTT-3.1.1:3.1.2-9
    Examples:
      | version | topic | rule              |
      | 3.1.1   | a/#   | malformed CONNECT |
      | 3.1.1   | a/+/b | malformed CONNECT |
      | 3.1.1   |       | malformed CONNECT |
