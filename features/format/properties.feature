Feature: The list of properties
  In MQTT 5.0 most packets have a list of properties: its length in bytes, then identifiers with their
  values. Each packet type knows its own properties, each may stand once but User Property, and their order
  means nothing. A packet without properties has a list of length 0.

  @MQTT-5.0:2.2.2-1 @must @server @direct
  Scenario: An empty list has length 0
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "82 07 00 0A 00 00 01 61 00"
    Then Alice receives SUBACK with:
      | packet identifier | 10 |
    When Alice sends the bytes "40 04 00 0A 00 00 A2 06 00 0B 00 00 01 61"
    Then Alice receives UNSUBACK with:
      | packet identifier | 11 |

  @MQTT-5.0:2.2.2-1 @must @server @negative
  Scenario Outline: A list without its length is malformed: <packet>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    Examples:
      | packet      | bytes          |
      | PUBLISH     | 30 03 00 01 61 |
      | SUBSCRIBE   | 82 02 00 0A    |
      | UNSUBSCRIBE | A2 02 00 0A    |

  @MQTT-5.0:X-06 @must @server @negative
  Scenario Outline: <property> stands once in PUBLISH
    Given MQTT 5.0
    And Alice is connected
    When Alice sends PUBLISH with:
      | topic      | a        |
      | <property> | <first>  |
      | <property> | <second> |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

    Examples:
      | property                 | first | second |
      | Payload Format Indicator | 0     | 0      |
      | Message Expiry Interval  | 10    | 20     |
      | Topic Alias              | 1     | 1      |
      | Response Topic           | b     | b      |
      | Correlation Data         | b     | c      |
      | Content Type             | b     | c      |

  @MQTT-5.0:X-06 @must @server @negative
  Scenario Outline: <property> stands once in <packet>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends <packet> with:
      | <property> | <value> |
      | <property> | <value> |
      | <field>    | <of it> |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

    Examples:
      | packet     | property                | value | field       | of it |
      | SUBSCRIBE  | Subscription Identifier | 1     | filter      | a     |
      | DISCONNECT | Session Expiry Interval | 0     | reason code | 0     |
      | DISCONNECT | Reason String           | why   | reason code | 0     |

  @MQTT-5.0:X-06 @must @server @negative
  Scenario Outline: <property> stands once in CONNECT
    Given MQTT 5.0
    When Alice connects with:
      | <property> | <value> |
      | <property> | <value> |
    Then Alice is refused as protocol error in CONNECT
    And nobody else is disturbed

    Examples:
      | property                     | value |
      | Session Expiry Interval      | 10    |
      | Receive Maximum              | 10    |
      | Maximum Packet Size          | 1000  |
      | Topic Alias Maximum          | 10    |
      | Request Response Information | 0     |
      | Request Problem Information  | 1     |

  @MQTT-5.0:X-06 @must @server @direct
  Scenario: User Property may stand several times, also the same one
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a"
    When Alice publishes "x" to "a" with:
      | User Property | n = 1 |
      | User Property | m = 2 |
      | User Property | n = 1 |
    Then Bob receives "x" on "a" with:
      | User Property | n = 1 |
      | User Property | m = 2 |
      | User Property | n = 1 |

  @MQTT-5.0:X-07 @must @server @negative
  Scenario Outline: <property> does not belong to <packet>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends <packet> with:
      | <property> | <value> |
      | <field>    | <of it> |
    Then the broker ends the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    Examples:
      | packet      | property                | value | field             | of it |
      | PUBLISH     | Session Expiry Interval | 10    | topic             | a     |
      | PUBLISH     | Reason String           | why   | topic             | a     |
      | PUBLISH     | Will Delay Interval     | 1     | topic             | a     |
      | PUBLISH     | Receive Maximum         | 1     | topic             | a     |
      | PUBLISH     | Server Reference        | b     | topic             | a     |
      | PUBACK      | Topic Alias             | 1     | packet identifier | 10    |
      | PUBREC      | Content Type            | b     | packet identifier | 10    |
      | PUBREL      | Response Topic          | b     | packet identifier | 10    |
      | PUBCOMP     | Message Expiry Interval | 1     | packet identifier | 10    |
      | SUBSCRIBE   | Topic Alias             | 1     | filter            | a     |
      | SUBSCRIBE   | Reason String           | why   | filter            | a     |
      | UNSUBSCRIBE | Subscription Identifier | 1     | filter            | a     |
      | DISCONNECT  | Content Type            | b     | reason code       | 0     |
      | DISCONNECT  | Receive Maximum         | 1     | reason code       | 0     |

  @MQTT-5.0:X-07 @must @server @negative
  Scenario Outline: <property> does not belong to CONNECT
    Given MQTT 5.0
    When Alice connects with:
      | <property> | <value> |
    Then Alice is refused as malformed CONNECT
    And nobody else is disturbed

    Examples:
      | property                   | value |
      | Server Keep Alive          | 10    |
      | Assigned Client Identifier | b     |
      | Reason String              | why   |
      | Maximum QoS                | 1     |
      | Topic Alias                | 1     |
      | Payload Format Indicator   | 0     |

  @MQTT-5.0:X-08 @must @server @negative
  Scenario Outline: There is no property with the identifier <identifier>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    Examples:
      | identifier | bytes                         |
      | 0          | 30 07 00 01 61 02 00 00 78    |
      | 4          | 30 07 00 01 61 02 04 00 78    |
      | 43         | 30 07 00 01 61 02 2B 00 78    |
      | 127        | 30 07 00 01 61 02 7F 00 78    |
      | 129        | 30 08 00 01 61 03 81 01 00 78 |

  @MQTT-5.0:X-09 @must @server @negative
  Scenario Outline: Property Length ends where a property ends: <fault>
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    Examples:
      | fault                              | bytes                               |
      | beyond the end of the packet       | 30 06 00 01 61 0A 01 00             |
      | in the middle of a number          | 30 09 00 01 61 04 02 00 00 00 01    |
      | right behind an identifier         | 30 06 00 01 61 01 01 00             |
      | in the middle of a text            | 30 0A 00 01 61 05 03 00 04 74 65 78 |
      | between the name and value of pair | 30 0A 00 01 61 04 26 00 01 6E 00 76 |
      | a text longer than the list        | 30 09 00 01 61 04 03 00 09 74 78    |

  @MQTT-5.0:X-10 @must @server @direct
  Scenario Outline: The order of properties means nothing
    Given MQTT 5.0
    And Alice and Bob are connected
    And Bob subscribes to "a"
    When Alice publishes "x" to "a" with:
      | <first>  | <one>   |
      | <second> | <two>   |
      | <third>  | <three> |
    Then Bob receives "x" on "a" with:
      | Content Type   | text/plain |
      | Response Topic | b          |
      | User Property  | n = v      |

    Examples:
      | first          | one        | second         | two   | third         | three      |
      | Content Type   | text/plain | Response Topic | b     | User Property | n = v      |
      | User Property  | n = v      | Response Topic | b     | Content Type  | text/plain |
      | Response Topic | b          | User Property  | n = v | Content Type  | text/plain |

  @MQTT-5.0:X-10 @must @server @direct
  Scenario Outline: The order of properties in CONNECT means nothing
    Given MQTT 5.0
    When Alice connects with:
      | <first>  | <one> |
      | <second> | <two> |
    Then Alice is accepted
    When Alice loses her connection
    And Alice reconnects with:
      | <second> | <two> |
      | <first>  | <one> |
    Then Alice is accepted with:
      | session present | yes |

    Examples:
      | first                   | one | second                  | two |
      | Session Expiry Interval | 60  | Receive Maximum         | 10  |
      | Receive Maximum         | 10  | Session Expiry Interval | 60  |
