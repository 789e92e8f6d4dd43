@must @server @direct
Feature: Properties of a message that are passed on
  Some properties of PUBLISH are for the subscriber and not for the broker: what the payload is, where an
  answer is expected, and whatever publisher and subscriber have agreed on. The broker passes them on as
  they were, over every way that a message can take.

  Scenario Outline: <property> "<value>" is passed on as it is
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1 with:
      | <property> | <value> |
    Then Bob receives "x" on "a" with:
      | <property> | <value> |

    @MQTT-5.0:3.3.2-4
    Examples:
      | property                 | value |
      | Payload Format Indicator | 0     |
      | Payload Format Indicator | 1     |

    @MQTT-5.0:3.3.2-15 @MQTT-5.0:3.3.2-13
    Examples:
      | property       | value                  |
      | Response Topic | answers                |
      | Response Topic | answers/to κόσμε/😀     |
      | Response Topic | "a" repeated 300 times |

    @MQTT-5.0:3.3.2-16
    Examples:
      | property         | value                   |
      | Correlation Data | 17                      |
      | Correlation Data | 0x00 FF 80 C0 00        |
      | Correlation Data | "x" repeated 1000 times |

    @MQTT-5.0:3.3.2-20 @MQTT-5.0:3.3.2-19
    Examples:
      | property     | value                     |
      | Content Type | text/plain; charset=utf-8 |
      | Content Type | κόσμε                     |

    @MQTT-5.0:3.3.2-17
    Examples:
      | property      | value        |
      | User Property | name = value |
      | User Property | κόσμε = 漢字   |

  Scenario Outline: <property> is not added where the publisher gave none
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1
    Then Bob receives "x" on "a" with:
      | <property> | absent |

    @MQTT-5.0:3.3.2-4
    Examples:
      | property                 |
      | Payload Format Indicator |

    @MQTT-5.0:3.3.2-15
    Examples:
      | property       |
      | Response Topic |

    @MQTT-5.0:3.3.2-16
    Examples:
      | property         |
      | Correlation Data |

    @MQTT-5.0:3.3.2-20
    Examples:
      | property     |
      | Content Type |

    @MQTT-5.0:3.3.2-17
    Examples:
      | property      |
      | User Property |

    @MQTT-5.0:X-35
    Examples:
      | property                |
      | Message Expiry Interval |

  @MQTT-5.0:3.3.2-17 @MQTT-5.0:3.3.2-18
  Scenario Outline: User Properties arrive all and in their order, repeated names included, at QoS <qos>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "x" to "a" at QoS <qos> with:
      | User Property | b = 1 |
      | User Property | a = 2 |
      | User Property | b = 3 |
      | User Property | b = 1 |
      | User Property | A = 4 |
    Then Bob receives "x" on "a" with:
      | User Property | b = 1 |
      | User Property | a = 2 |
      | User Property | b = 3 |
      | User Property | b = 1 |
      | User Property | A = 4 |

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:3.3.2-4 @MQTT-5.0:3.3.2-15 @MQTT-5.0:3.3.2-16 @MQTT-5.0:3.3.2-17 @MQTT-5.0:3.3.2-20
  Scenario Outline: All of them arrive together at QoS <qos>
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "x" to "a" at QoS <qos> with:
      | Payload Format Indicator | 1          |
      | Response Topic           | answers    |
      | Correlation Data         | 0x01 02    |
      | User Property            | n = v      |
      | Content Type             | text/plain |
    Then Bob receives "x" on "a" at QoS <qos> with:
      | Payload Format Indicator | 1          |
      | Response Topic           | answers    |
      | Correlation Data         | 0x01 02    |
      | User Property            | n = v      |
      | Content Type             | text/plain |

    Examples:
      | qos |
      | 0   |
      | 1   |
      | 2   |

  @MQTT-5.0:3.3.2-4 @MQTT-5.0:3.3.2-15 @MQTT-5.0:3.3.2-16 @MQTT-5.0:3.3.2-18 @MQTT-5.0:3.3.2-20
  Scenario Outline: They wait with the message for a client that is away, at QoS <qos>
    Given MQTT 5.0
    And Alice is connected
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    When Bob disconnects
    And Alice publishes "x" to "a" at QoS <qos> with:
      | Payload Format Indicator | 1          |
      | Response Topic           | answers    |
      | Correlation Data         | 0x01 02    |
      | User Property            | n = 1      |
      | User Property            | m = 2      |
      | Content Type             | text/plain |
    And Bob reconnects
    Then Bob receives "x" on "a" at QoS <qos> with:
      | Payload Format Indicator | 1          |
      | Response Topic           | answers    |
      | Correlation Data         | 0x01 02    |
      | User Property            | n = 1      |
      | User Property            | m = 2      |
      | Content Type             | text/plain |

    Examples:
      | qos |
      | 1   |
      | 2   |

  @MQTT-5.0:3.3.2-4 @MQTT-5.0:3.3.2-15 @MQTT-5.0:3.3.2-16 @MQTT-5.0:3.3.2-18 @MQTT-5.0:3.3.2-20 @cap:retain
  Scenario: They are kept with a retained message
    Given MQTT 5.0
    And Alice and Bob are connected
    And Alice publishes "x" to "a" at QoS 1 retained with:
      | Payload Format Indicator | 1          |
      | Response Topic           | answers    |
      | Correlation Data         | 0x01 02    |
      | User Property            | n = 1      |
      | User Property            | m = 2      |
      | Content Type             | text/plain |
    When Bob subscribes to "a" at QoS 1
    Then Bob receives "x" on "a" with:
      | Payload Format Indicator | 1          |
      | Response Topic           | answers    |
      | Correlation Data         | 0x01 02    |
      | User Property            | n = 1      |
      | User Property            | m = 2      |
      | Content Type             | text/plain |

  @MQTT-5.0:3.3.2-4 @MQTT-5.0:3.3.2-15 @MQTT-5.0:3.3.2-16 @MQTT-5.0:3.3.2-17 @MQTT-5.0:3.3.2-20
  Scenario: They come again when the message is sent again
    Given MQTT 5.0
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1 with:
      | Payload Format Indicator | 1          |
      | Response Topic           | answers    |
      | Correlation Data         | 0x01 02    |
      | User Property            | n = v      |
      | Content Type             | text/plain |
    Then Bob receives "x" on "a" at QoS 1
    When Bob loses his connection
    And Bob reconnects
    Then Bob receives "x" on "a" at QoS 1 with:
      | dup                      | yes        |
      | Payload Format Indicator | 1          |
      | Response Topic           | answers    |
      | Correlation Data         | 0x01 02    |
      | User Property            | n = v      |
      | Content Type             | text/plain |

  Scenario Outline: Properties do not reach clients of MQTT <older>, the message does
    Given MQTT 5.0
    And Bob speaks MQTT <older>
    And Alice and Bob are connected
    And Alice subscribes to "b" at QoS <qos>
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "x" to "a" at QoS <qos> with:
      | User Property           | n = v      |
      | Content Type            | text/plain |
      | Message Expiry Interval | 60         |
    Then Bob receives "x" on "a" at QoS <qos>
    When Bob publishes "y" to "b" at QoS <qos>
    Then Alice receives "y" on "b" at QoS <qos> with:
      | User Property | absent |
      | Content Type  | absent |

    @MQTT-3.1.1:4.5.0-1
    Examples:
      | older | qos |
      | 3.1.1 | 0   |
      | 3.1.1 | 2   |

    @MQTT-3.1:MIX-01
    Examples:
      | older | qos |
      | 3.1   | 0   |
      | 3.1   | 1   |
