@cap:enhanced-auth
Feature: Re-authentication
  A client that connected with an Authentication Method may prove itself again at any time, by the same
  method. Other packets go on meanwhile. Success is an AUTH with 0x00; failure ends the connection.

  @must @server @direct @MQTT-5.0:X-57 @MQTT-5.0:4.12.0-5 @MQTT-5.0:3.15.2-1
  Scenario: Re-authentication ends with an AUTH that says success
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    And Alice answers the challenge
    Then Alice is accepted
    When Alice begins to re-authenticate with SCRAM-SHA-256
    And Alice answers the challenge
    Then Alice receives AUTH with:
      | reason code           | 0x00          |
      | Authentication Method | SCRAM-SHA-256 |
    And the connection of Alice is still open

  @must @server @direct @MQTT-5.0:X-57
  Scenario: Other packets go on during re-authentication
    Given MQTT 5.0
    And Bob is connected
    When Alice connects with SCRAM-SHA-256
    And Alice answers the challenge
    Then Alice is accepted
    When Alice subscribes to "a/b" at QoS 1
    And Alice begins to re-authenticate with SCRAM-SHA-256
    And Bob publishes "meanwhile" to "a/b" at QoS 1
    Then Alice receives "meanwhile" on "a/b" at QoS 1
    And the connection of Alice is still open
    When Alice answers the challenge
    Then Alice receives AUTH with:
      | reason code | 0x00 |

  @must @client @negative @MQTT-5.0:4.12.1-1
  Scenario Outline: Re-authentication by <method> is a Protocol Error
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    And Alice answers the challenge
    Then Alice is accepted
    When Alice sends AUTH with:
      | reason code           | 0x19     |
      | Authentication Method | <method> |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

    Examples:
      | method               |
      | SCRAM-SHA-1          |
      | no-broker-has-this-1 |

  @must @client @negative @MQTT-5.0:X-56
  Scenario: Re-authentication names its method
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    And Alice answers the challenge
    Then Alice is accepted
    When Alice sends AUTH with:
      | reason code | 0x19 |
    Then the broker ends the connection of Alice as protocol error
    And nobody else is disturbed

  @must @server @negative @MQTT-5.0:4.12.1-2
  Scenario: A wrong answer ends the connection
    Given MQTT 5.0
    When Alice connects with SCRAM-SHA-256
    And Alice answers the challenge
    Then Alice is accepted
    When Alice begins to re-authenticate with SCRAM-SHA-256
    And Alice answers the challenge with a wrong proof
    Then the broker closes the connection of Alice
    And nobody else is disturbed
