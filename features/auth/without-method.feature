Feature: Authentication without a method, or with an unknown one
  Enhanced authentication begins only if CONNECT names an Authentication Method that the broker knows.
  Without one there is no AUTH in either direction, and CONNACK names none either. A broker that does
  not know the method, or none at all, refuses the client.

  @must @server @direct @MQTT-5.0:4.12.0-6
  Scenario: Without a method the broker names none and sends no AUTH
    Given MQTT 5.0
    When Alice connects
    Then Alice is accepted with:
      | Authentication Method | absent |
      | Authentication Data   | absent |
    And Alice has received no AUTH

  @must @client @negative @MQTT-5.0:4.12.0-7
  Scenario Outline: Without a method AUTH with <code> is a Protocol Error
    Given MQTT 5.0
    And Alice is connected
    When Alice sends AUTH with:
      | reason code           | <code>   |
      | Authentication Method | <method> |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

    Examples:
      | code | method        |
      | 0x18 | SCRAM-SHA-256 |
      | 0x19 | SCRAM-SHA-256 |
      | 0x00 | absent        |

  @must @server @negative @MQTT-5.0:4.12.0-1
  Scenario Outline: The unknown method "<method>" is refused
    Given MQTT 5.0
    When Alice connects with:
      | Authentication Method | <method> |
      | Authentication Data   | <data>   |
    Then Alice is refused as bad authentication method
    And nobody else is disturbed

    Examples:
      | method               | data       |
      | no-broker-has-this-1 | absent     |
      | no-broker-has-this-1 | secret     |
      | no-broker-has-this-1 | 0x00 FF 01 |

  @must @server @negative @MQTT-5.0:4.12.0-1 @MQTT-5.0:3.1.4-6
  Scenario: What follows a refused method is ignored
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/b"
    And Alice connects with:
      | Authentication Method | no-broker-has-this-1 |
    And Alice sends PUBLISH with:
      | topic   | a/b   |
      | payload | eager |
    Then Alice is refused as bad authentication method
    And Bob does not receive "eager"
    And nobody else is disturbed

  @must @client @negative @MQTT-5.0:3.15.1-1
  Scenario Outline: AUTH with flags in its first byte (<bytes>) ends the connection
    Given MQTT 5.0
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    Examples:
      | bytes |
      | F1 00 |
      | F2 00 |
      | FF 00 |
